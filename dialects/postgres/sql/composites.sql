-- Composite types that stand for themselves, not for a table. Their columns are in "composite_columns".
SELECT n.nspname AS "schema",
       c.relname AS "name",
       d.description AS "comment"
  FROM pg_catalog.pg_class AS c
  JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
  LEFT JOIN pg_catalog.pg_description AS d
         ON d.objoid = c.reltype AND d.classoid = 'pg_catalog.pg_type'::regclass AND d.objsubid = 0
 WHERE c.relkind = 'c'
   AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
   /*only AND c.relname IN (:names) */
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS x
                    WHERE x.refclassid = 'pg_catalog.pg_extension'::regclass AND x.deptype = 'e'
                      AND x.classid = 'pg_catalog.pg_type'::regclass AND x.objid = c.reltype)
 ORDER BY n.nspname, c.relname;
