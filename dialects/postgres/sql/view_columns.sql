-- What is said of single columns of views and materialized views: the query says the rest of them.
SELECT n.nspname AS "schema",
       c.relname AS "table",
       a.attname AS "name",
       d.description AS "comment",
       pg_get_expr(f.adbin, 0) AS "default",
       CASE WHEN c.relkind = 'm' THEN NULLIF(a.attstattarget, -1) END AS "statistics",
       CASE WHEN c.relkind = 'm' THEN
            (SELECT string_agg(o, ', ' ORDER BY o COLLATE "C") FROM unnest(a.attoptions) AS o WHERE o LIKE 'n_distinct%') END AS "estimates",
       CASE WHEN c.relkind = 'm' AND a.attstorage <> t.typstorage THEN
            CASE a.attstorage WHEN 'p' THEN 'plain' WHEN 'e' THEN 'external' WHEN 'm' THEN 'main' ELSE 'extended' END
       END AS "storage"
  FROM pg_catalog.pg_class AS c
  JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
  JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  JOIN pg_catalog.pg_type AS t ON t.oid = a.atttypid
  LEFT JOIN pg_catalog.pg_attrdef AS f ON f.adrelid = a.attrelid AND f.adnum = a.attnum
  LEFT JOIN pg_catalog.pg_description AS d
         ON d.objoid = c.oid AND d.classoid = 'pg_catalog.pg_class'::regclass AND d.objsubid = a.attnum
 WHERE c.relkind IN ('v', 'm')
   AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
   /*only AND c.relname IN (:names) */
   AND (d.description IS NOT NULL OR f.adbin IS NOT NULL OR
        c.relkind = 'm' AND (a.attstattarget <> -1 OR a.attoptions::text LIKE '%n_distinct%' OR a.attstorage <> t.typstorage))
 ORDER BY n.nspname, c.relname, a.attnum;
