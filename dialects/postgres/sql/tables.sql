-- Tables: ordinary ones, partitioned ones, partitions and heirs, foreign ones; not those of a composite type, nor an
-- extension's. All that only few of them have is in "table_details".
SELECT c.oid AS "id",
       n.nspname AS "schema",
       c.relname AS "name"
  FROM pg_catalog.pg_class AS c
  JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'p', 'f') AND c.reloftype = 0 /*only AND c.relname IN (:tables) */
   AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
   AND c.oid NOT IN (SELECT objid FROM pg_catalog.pg_depend
                      WHERE refclassid = 'pg_catalog.pg_extension'::regclass AND deptype = 'e'
                        AND classid = 'pg_catalog.pg_class'::regclass)
 ORDER BY n.nspname, c.relname;
