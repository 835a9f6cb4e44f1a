-- Domains: names for a type with its default and conditions. Their checks are in "domain_checks".
SELECT n.nspname AS "schema",
       t.typname AS "name",
       format_type(t.typbasetype, t.typtypmod) AS "type",
       CASE WHEN t.typcollation <> b.typcollation AND t.typcollation <> 0 THEN
            (SELECT CASE WHEN cn.nspname <> 'pg_catalog' THEN quote_ident(cn.nspname) || '.' ELSE '' END ||
                    CASE WHEN co.collname ~ '[."]' THEN '"' || replace(co.collname, '"', '""') || '"' ELSE co.collname END
               FROM pg_catalog.pg_collation AS co
               JOIN pg_catalog.pg_namespace AS cn ON cn.oid = co.collnamespace
              WHERE co.oid = t.typcollation)
       END AS "collation",
       pg_get_expr(t.typdefaultbin, 0) AS "default",
       CASE WHEN t.typnotnull THEN 'true' END AS "not_null",
       d.description AS "comment"
  FROM pg_catalog.pg_type AS t
  JOIN pg_catalog.pg_type AS b ON b.oid = t.typbasetype
  JOIN pg_catalog.pg_namespace AS n ON n.oid = t.typnamespace
  LEFT JOIN pg_catalog.pg_description AS d
         ON d.objoid = t.oid AND d.classoid = 'pg_catalog.pg_type'::regclass AND d.objsubid = 0
 WHERE t.typtype = 'd'
   AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
   /*only AND t.typname IN (:names) */
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS x
                    WHERE x.refclassid = 'pg_catalog.pg_extension'::regclass AND x.deptype = 'e'
                      AND x.classid = 'pg_catalog.pg_type'::regclass AND x.objid = t.oid)
 ORDER BY n.nspname, t.typname;
