-- The checks of domains: conditions on VALUE.
SELECT n.nspname AS "schema",
       t.typname AS "table",
       k.conname AS "name",
       pg_get_expr(k.conbin, 0) AS "expression",
       CASE WHEN NOT k.convalidated THEN 'true' END AS "not_valid",
       d.description AS "comment"
  FROM pg_catalog.pg_type AS t
  JOIN pg_catalog.pg_constraint AS k ON k.contypid = t.oid AND k.contype = 'c'
  JOIN pg_catalog.pg_namespace AS n ON n.oid = t.typnamespace
  LEFT JOIN pg_catalog.pg_description AS d
         ON d.objoid = k.oid AND d.classoid = 'pg_catalog.pg_constraint'::regclass AND d.objsubid = 0
 WHERE t.typtype = 'd'
   AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
   /*only AND t.typname IN (:names) */
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS x
                    WHERE x.refclassid = 'pg_catalog.pg_extension'::regclass AND x.deptype = 'e'
                      AND x.classid = 'pg_catalog.pg_type'::regclass AND x.objid = t.oid)
 ORDER BY n.nspname, t.typname, k.conname;
