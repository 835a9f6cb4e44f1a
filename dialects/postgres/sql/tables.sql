-- Ordinary tables: neither partitioned, a partition, an heir, of a composite type, nor an extension's.
SELECT n.nspname AS "schema",
       c.relname AS "name",
       CASE WHEN c.relpersistence = 'u' THEN 'true' END AS "unlogged",
       CASE WHEN c.reloptions IS NOT NULL OR t.reloptions IS NOT NULL THEN
            (SELECT string_agg(o, ', ' ORDER BY o COLLATE "C")
               FROM (SELECT unnest(c.reloptions) UNION ALL SELECT 'toast.' || unnest(t.reloptions)) AS every (o))
       END AS "storage",
       d.description AS "comment"
  FROM pg_catalog.pg_class AS c
  JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
  LEFT JOIN pg_catalog.pg_class AS t ON t.oid = c.reltoastrelid
  LEFT JOIN pg_catalog.pg_description AS d
         ON d.objoid = c.oid AND d.classoid = 'pg_catalog.pg_class'::regclass AND d.objsubid = 0
 WHERE c.relkind = 'r' AND NOT c.relispartition AND c.reloftype = 0
   AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
   AND c.oid NOT IN (SELECT inhrelid FROM pg_catalog.pg_inherits)
   AND c.oid NOT IN (SELECT objid FROM pg_catalog.pg_depend
                      WHERE refclassid = 'pg_catalog.pg_extension'::regclass AND deptype = 'e'
                        AND classid = 'pg_catalog.pg_class'::regclass)
 ORDER BY n.nspname, c.relname;
