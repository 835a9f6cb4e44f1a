-- The columns of composite types that stand for themselves.
SELECT n.nspname AS "schema",
       c.relname AS "table",
       a.attname AS "name",
       format_type(a.atttypid, a.atttypmod) AS "type",
       CASE WHEN a.attcollation <> t.typcollation AND a.attcollation <> 0 THEN
            (SELECT CASE WHEN cn.nspname <> 'pg_catalog' THEN quote_ident(cn.nspname) || '.' ELSE '' END ||
                    CASE WHEN co.collname ~ '[."]' THEN '"' || replace(co.collname, '"', '""') || '"' ELSE co.collname END
               FROM pg_catalog.pg_collation AS co
               JOIN pg_catalog.pg_namespace AS cn ON cn.oid = co.collnamespace
              WHERE co.oid = a.attcollation)
       END AS "collation",
       d.description AS "comment"
  FROM pg_catalog.pg_class AS c
  JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  JOIN pg_catalog.pg_type AS t ON t.oid = a.atttypid
  JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
  LEFT JOIN pg_catalog.pg_description AS d
         ON d.objoid = c.oid AND d.classoid = 'pg_catalog.pg_class'::regclass AND d.objsubid = a.attnum
 WHERE c.relkind = 'c'
   AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
   /*only AND c.relname IN (:names) */
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS x
                    WHERE x.refclassid = 'pg_catalog.pg_extension'::regclass AND x.deptype = 'e'
                      AND x.classid = 'pg_catalog.pg_type'::regclass AND x.objid = c.reltype)
 ORDER BY n.nspname, c.relname, a.attnum;
