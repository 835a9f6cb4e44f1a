-- The columns of primary keys and unique constraints, in the order of the key.
SELECT n.nspname AS "schema",
       c.relname AS "table",
       CASE k.contype WHEN 'p' THEN 'primary_key' ELSE 'uniques' END AS "in",
       CASE WHEN k.contype = 'p' AND k.conname = c.relname || '_pkey' THEN '' ELSE k.conname END AS "index",
       a.attname AS "column"
  FROM (SELECT false AS conperiod) AS older
 CROSS JOIN LATERAL (
       SELECT conname, contype, conrelid, conkey
         FROM pg_catalog.pg_constraint
        WHERE contype IN ('p', 'u') AND conparentid = 0 AND NOT conperiod) AS k
  JOIN pg_catalog.pg_class AS c ON c.oid = k.conrelid
  JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
 CROSS JOIN LATERAL unnest(k.conkey) WITH ORDINALITY AS e (attnum, place)
  JOIN pg_catalog.pg_attribute AS a ON a.attrelid = k.conrelid AND a.attnum = e.attnum
 WHERE c.relkind IN ('r', 'p') AND c.reloftype = 0
   AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
   AND c.oid NOT IN (SELECT objid FROM pg_catalog.pg_depend
                      WHERE refclassid = 'pg_catalog.pg_extension'::regclass AND deptype = 'e'
                        AND classid = 'pg_catalog.pg_class'::regclass)
 ORDER BY n.nspname, c.relname, k.contype, k.conname, e.place;
