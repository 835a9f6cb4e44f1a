-- Primary keys. The name is said only where it is not the one that the server makes (a table name of more than 58 bytes is
-- cut, and then it is always said).
SELECT n.nspname AS "schema",
       c.relname AS "table",
       NULLIF(k.conname, c.relname || '_pkey') AS "name",
       CASE WHEN i.indnkeyatts < i.indnatts THEN
            (SELECT string_agg('"' || replace(a.attname, '"', '""') || '"', ', ' ORDER BY a.attnum)
               FROM pg_catalog.pg_attribute AS a
              WHERE a.attrelid = i.indexrelid AND a.attnum > i.indnkeyatts)
       END AS "include",
       CASE WHEN k.condeferred THEN 'deferred' WHEN k.condeferrable THEN 'immediate' END AS "deferrable",
       (SELECT string_agg(o, ', ' ORDER BY o COLLATE "C") FROM unnest(ic.reloptions) AS o) AS "storage",
       d.description AS "comment"
  FROM (SELECT false AS conperiod) AS older
 CROSS JOIN LATERAL (
       SELECT oid, conname, conrelid, conindid, condeferrable, condeferred
         FROM pg_catalog.pg_constraint
        WHERE contype = 'p' AND conparentid = 0 AND NOT conperiod) AS k
  JOIN pg_catalog.pg_class AS c ON c.oid = k.conrelid
  JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
  JOIN pg_catalog.pg_index AS i ON i.indexrelid = k.conindid
  JOIN pg_catalog.pg_class AS ic ON ic.oid = k.conindid
  LEFT JOIN pg_catalog.pg_description AS d
         ON d.objoid = k.oid AND d.classoid = 'pg_catalog.pg_constraint'::regclass AND d.objsubid = 0
 WHERE c.relkind IN ('r', 'p') AND c.reloftype = 0
   AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
   AND c.oid NOT IN (SELECT objid FROM pg_catalog.pg_depend
                      WHERE refclassid = 'pg_catalog.pg_extension'::regclass AND deptype = 'e'
                        AND classid = 'pg_catalog.pg_class'::regclass)
 ORDER BY n.nspname, c.relname;
