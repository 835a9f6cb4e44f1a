-- What gives sessions another time zone than $1: a row each. Zones are the same when their clocks show the same in winter and in
-- summer. What a role or database says is named; else it is what the session came with.
WITH clocks AS (
    SELECT w.what, w.zone, w.said
      FROM (SELECT CASE WHEN s.setrole = 0 THEN 'database ' || d.datname
                        WHEN s.setdatabase = 0 THEN 'role ' || r.rolname
                        ELSE 'role ' || r.rolname || ' in database ' || d.datname END AS what,
                   substr(c.setting, 10) AS zone, true AS said
              FROM pg_catalog.pg_db_role_setting AS s
             CROSS JOIN LATERAL unnest(s.setconfig) AS c (setting)
              LEFT JOIN pg_catalog.pg_database AS d ON d.oid = s.setdatabase
              LEFT JOIN pg_catalog.pg_roles AS r ON r.oid = s.setrole
             WHERE lower(c.setting) LIKE 'timezone=%' AND (s.setdatabase = 0 OR d.datname = current_database())
            UNION ALL
            SELECT 'sessions of ' || current_user, reset_val, false FROM pg_catalog.pg_settings WHERE name = 'TimeZone') AS w
     WHERE timestamptz '2026-01-01 00:00+00' AT TIME ZONE w.zone <> timestamptz '2026-01-01 00:00+00' AT TIME ZONE $1
        OR timestamptz '2026-07-01 00:00+00' AT TIME ZONE w.zone <> timestamptz '2026-07-01 00:00+00' AT TIME ZONE $1)
SELECT what, zone FROM clocks WHERE said OR NOT EXISTS (SELECT FROM clocks WHERE said) ORDER BY what
