-- What other sessions hold, or wait for, so that not even the catalog's functions may look at it; and what reads from that. A
-- lock that is gone soon is waited for a moment.
WITH held AS (
SELECT DISTINCT l.relation AS oid
  FROM (SELECT pg_catalog.pg_sleep(CASE WHEN EXISTS (
               SELECT FROM pg_catalog.pg_locks
                WHERE locktype = 'relation' AND mode = 'AccessExclusiveLock' AND relation >= 16384 AND pid <> pg_backend_pid()
                  AND database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())) THEN 1 ELSE 0 END)) AS moment
 CROSS JOIN LATERAL (
       SELECT relation FROM pg_catalog.pg_locks
        WHERE moment IS NOT NULL
          AND locktype = 'relation' AND mode = 'AccessExclusiveLock' AND relation >= 16384 AND pid <> pg_backend_pid()
          AND database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())) AS l
), away AS (
SELECT oid, 'pg_catalog.pg_class'::regclass::oid AS classid FROM held
UNION
SELECT d.objid, d.classid
  FROM held AS h
  JOIN pg_catalog.pg_depend AS d ON d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid = h.oid
 WHERE d.classid IN ('pg_catalog.pg_rewrite'::regclass, 'pg_catalog.pg_policy'::regclass, 'pg_catalog.pg_trigger'::regclass,
                     'pg_catalog.pg_proc'::regclass)
), named AS (
SELECT a.oid, c.relnamespace AS namespace, c.oid AS relation, NULL::text AS part, NULL::text AS name
  FROM away AS a JOIN pg_catalog.pg_class AS c ON c.oid = a.oid AND a.classid = 'pg_catalog.pg_class'::regclass
UNION ALL
SELECT CASE WHEN w.rulename = '_RETURN' THEN c.oid ELSE w.oid END, c.relnamespace, c.oid, CASE WHEN w.rulename <> '_RETURN' THEN 'rules' END,
       w.rulename
  FROM away AS a
  JOIN pg_catalog.pg_rewrite AS w ON w.oid = a.oid AND a.classid = 'pg_catalog.pg_rewrite'::regclass
  JOIN pg_catalog.pg_class AS c ON c.oid = w.ev_class
UNION ALL
SELECT p.oid, c.relnamespace, c.oid, 'policies', p.polname
  FROM away AS a
  JOIN pg_catalog.pg_policy AS p ON p.oid = a.oid AND a.classid = 'pg_catalog.pg_policy'::regclass
  JOIN pg_catalog.pg_class AS c ON c.oid = p.polrelid
UNION ALL
SELECT t.oid, c.relnamespace, c.oid, 'triggers', t.tgname
  FROM away AS a
  JOIN pg_catalog.pg_trigger AS t ON t.oid = a.oid AND a.classid = 'pg_catalog.pg_trigger'::regclass
  JOIN pg_catalog.pg_class AS c ON c.oid = t.tgrelid
 WHERE NOT t.tgisinternal
)
SELECT n.nspname AS "schema",
       CASE c.relkind WHEN 'v' THEN 'views' WHEN 'm' THEN 'materialized_views' ELSE 'tables' END AS "kind",
       c.relname AS "home",
       x.part AS "part",
       x.name AS "name",
       x.oid AS "id"
  FROM named AS x
  JOIN pg_catalog.pg_class AS c ON c.oid = x.relation
  JOIN pg_catalog.pg_namespace AS n ON n.oid = x.namespace
UNION ALL
SELECT n.nspname, CASE p.prokind WHEN 'p' THEN 'procedures' ELSE 'functions' END,
       CASE WHEN p.proname ~ '[("]' THEN '"' || replace(p.proname, '"', '""') || '"' ELSE p.proname END || '(' ||
       COALESCE((SELECT string_agg(format_type(t.t, NULL), ', ' ORDER BY t.place)
                   FROM unnest(p.proargtypes) WITH ORDINALITY AS t (t, place)), '') || ')', NULL, NULL, p.oid
  FROM away AS a
  JOIN pg_catalog.pg_proc AS p ON p.oid = a.oid AND a.classid = 'pg_catalog.pg_proc'::regclass
  JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace;
