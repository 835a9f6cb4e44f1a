-- Who owns what may have to be made anew, where it is not the role that asks: to be given back then, never to be compared. "beyond" is a
-- role that this one cannot give anything to.
SELECT o."schema", o."in", o."table", o."name",
       CASE WHEN NOT EXISTS (SELECT FROM pg_catalog.pg_roles AS r
                              WHERE r.rolname = o."name"
                                AND pg_has_role(r.oid, CASE WHEN current_setting('server_version_num')::int >= 160000
                                                            THEN 'SET' ELSE 'MEMBER' END)) THEN 'true' END AS "beyond"
  FROM (
  SELECT n.nspname AS "schema",
         CASE c.relkind WHEN 'v' THEN 'views' ELSE 'materialized_views' END AS "in",
         c.relname::text AS "table",
         pg_get_userbyid(c.relowner)::text AS "name"
    FROM pg_catalog.pg_class AS c
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
   WHERE c.relkind IN ('v', 'm') AND c.relowner <> current_user::regrole
     AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  UNION ALL
  SELECT n.nspname, CASE p.prokind WHEN 'p' THEN 'procedures' WHEN 'a' THEN 'aggregates' ELSE 'functions' END,
         CASE WHEN p.proname ~ '[("]' THEN '"' || replace(p.proname, '"', '""') || '"' ELSE p.proname END || '(' ||
         CASE WHEN p.prokind = 'a' AND (SELECT g.aggkind FROM pg_catalog.pg_aggregate AS g WHERE g.aggfnoid = p.oid) <> 'n'
              THEN pg_get_function_identity_arguments(p.oid)
              ELSE COALESCE((SELECT string_agg(format_type(a.t, NULL), ', ' ORDER BY a.place)
                               FROM unnest(p.proargtypes) WITH ORDINALITY AS a (t, place)),
                            CASE p.prokind WHEN 'a' THEN '*' ELSE '' END) END || ')',
         pg_get_userbyid(p.proowner)
    FROM pg_catalog.pg_proc AS p
    JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
   WHERE p.proowner <> current_user::regrole AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  UNION ALL
  SELECT n.nspname, CASE t.typtype WHEN 'e' THEN 'enums' WHEN 'd' THEN 'domains' WHEN 'r' THEN 'ranges' ELSE 'composites' END,
         t.typname, pg_get_userbyid(t.typowner)
    FROM pg_catalog.pg_type AS t
    JOIN pg_catalog.pg_namespace AS n ON n.oid = t.typnamespace
   WHERE t.typtype IN ('e', 'd', 'c', 'r') AND t.typowner <> current_user::regrole
     AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  UNION ALL
  SELECT n.nspname, 'collations', o.collname, pg_get_userbyid(o.collowner)
    FROM pg_catalog.pg_collation AS o
    JOIN pg_catalog.pg_namespace AS n ON n.oid = o.collnamespace
   WHERE o.collowner <> current_user::regrole AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  UNION ALL
  SELECT n.nspname, 'statistics_objects', o.stxname, pg_get_userbyid(o.stxowner)
    FROM pg_catalog.pg_statistic_ext AS o
    JOIN pg_catalog.pg_namespace AS n ON n.oid = o.stxnamespace
   WHERE o.stxowner <> current_user::regrole AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema') AS o;
