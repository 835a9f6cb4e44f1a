-- What views, rules, policies, triggers and functions whose body the server has read need, in its own words: one row a need, and
-- at least one for each of them.
WITH routine AS (
SELECT p.oid, p.pronamespace,
       CASE p.prokind WHEN 'p' THEN 'procedures' WHEN 'a' THEN 'aggregates' ELSE 'functions' END AS kind,
       CASE WHEN p.proname ~ '[("]' THEN '"' || replace(p.proname, '"', '""') || '"' ELSE p.proname END || '(' ||
       COALESCE((SELECT string_agg(format_type(a.t, NULL), ', ' ORDER BY a.place)
                   FROM unnest(p.proargtypes) WITH ORDINALITY AS a (t, place)),
                CASE p.prokind WHEN 'a' THEN '*' ELSE '' END) || ')' AS name,
       p.prosqlbody IS NOT NULL AS body
  FROM (SELECT NULL::pg_catalog.pg_node_tree AS prosqlbody) AS older
 CROSS JOIN LATERAL (SELECT oid, pronamespace, prokind, proname, proargtypes, prosqlbody FROM pg_catalog.pg_proc WHERE oid >= 16384) AS p
), relation AS (
SELECT c.oid, c.relnamespace, c.relname,
       CASE c.relkind WHEN 'v' THEN 'views' WHEN 'm' THEN 'materialized_views' WHEN 'S' THEN 'sequences' WHEN 'c' THEN 'composites'
                      ELSE 'tables' END AS kind
  FROM pg_catalog.pg_class AS c
 WHERE c.oid >= 16384 AND c.relkind IN ('r', 'p', 'f', 'v', 'm', 'S', 'c')
), needy AS (
SELECT 'pg_catalog.pg_rewrite'::regclass AS classid, w.oid, r.relnamespace AS namespace, r.kind, r.relname::text AS home,
       CASE WHEN w.rulename <> '_RETURN' THEN 'rules' END AS part, w.rulename::text AS name
  FROM pg_catalog.pg_rewrite AS w JOIN relation AS r ON r.oid = w.ev_class
UNION ALL
SELECT 'pg_catalog.pg_policy'::regclass, p.oid, r.relnamespace, r.kind, r.relname, 'policies', p.polname
  FROM pg_catalog.pg_policy AS p JOIN relation AS r ON r.oid = p.polrelid
UNION ALL
SELECT 'pg_catalog.pg_trigger'::regclass, t.oid, r.relnamespace, r.kind, r.relname, 'triggers', t.tgname
  FROM pg_catalog.pg_trigger AS t JOIN relation AS r ON r.oid = t.tgrelid
 WHERE NOT t.tgisinternal
UNION ALL
SELECT 'pg_catalog.pg_proc'::regclass, f.oid, f.pronamespace, f.kind, f.name, NULL, NULL
  FROM routine AS f
 WHERE f.body
)
SELECT n.nspname AS "schema",
       o.kind AS "kind",
       o.home AS "home",
       o.part AS "part",
       o.name AS "name",
       m.nspname AS "needed schema",
       COALESCE(r.kind, f.kind, CASE WHEN q.oid IS NOT NULL THEN 'operators' END, CASE e.typtype WHEN 'e' THEN 'enums' WHEN 'd' THEN 'domains' WHEN 'r' THEN 'ranges' WHEN 'c' THEN 'composites' END,
                CASE WHEN k.oid IS NOT NULL THEN 'tables' END) AS "needed kind",
       COALESCE(r.relname, f.name, e.typname, kr.relname,
                q.oprname || '(' || CASE WHEN q.oprleft = 0 THEN 'none' ELSE format_type(q.oprleft, NULL) END || ', ' ||
                CASE WHEN q.oprright = 0 THEN 'none' ELSE format_type(q.oprright, NULL) END || ')') AS "needed home",
       CASE WHEN a.attname IS NOT NULL THEN 'columns' WHEN k.contype = 'p' THEN 'primary_key' WHEN k.contype = 'u' THEN 'uniques' END
           AS "needed part",
       COALESCE(a.attname, k.conname) AS "needed name"
  FROM needy AS o
  JOIN pg_catalog.pg_namespace AS n ON n.oid = o.namespace
  LEFT JOIN pg_catalog.pg_depend AS d ON d.classid = o.classid AND d.objid = o.oid AND d.deptype IN ('n', 'a') AND d.refobjid >= 16384
  LEFT JOIN relation AS r ON d.refclassid = 'pg_catalog.pg_class'::regclass AND r.oid = d.refobjid
  LEFT JOIN pg_catalog.pg_attribute AS a ON r.kind = 'tables' AND a.attrelid = r.oid AND a.attnum = d.refobjsubid AND d.refobjsubid > 0
  LEFT JOIN routine AS f ON d.refclassid = 'pg_catalog.pg_proc'::regclass AND f.oid = d.refobjid
  LEFT JOIN pg_catalog.pg_operator AS q ON d.refclassid = 'pg_catalog.pg_operator'::regclass AND q.oid = d.refobjid
  LEFT JOIN pg_catalog.pg_type AS t ON d.refclassid = 'pg_catalog.pg_type'::regclass AND t.oid = d.refobjid
  LEFT JOIN pg_catalog.pg_type AS e ON e.oid = CASE WHEN t.typelem <> 0 THEN t.typelem ELSE t.oid END
  LEFT JOIN pg_catalog.pg_constraint AS k ON d.refclassid = 'pg_catalog.pg_constraint'::regclass AND k.oid = d.refobjid
  LEFT JOIN relation AS kr ON kr.oid = k.conrelid
  LEFT JOIN pg_catalog.pg_namespace AS m ON m.oid = COALESCE(r.relnamespace, f.pronamespace, e.typnamespace, kr.relnamespace, q.oprnamespace)
 WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema';
