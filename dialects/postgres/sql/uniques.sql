-- Unique constraints.
SELECT n.nspname AS "schema",
       c.relname AS "table",
       k.conname AS "name",
       CASE WHEN i.indnullsnotdistinct THEN 'true' END AS "nulls_not_distinct",
       CASE WHEN i.indnkeyatts < i.indnatts THEN
            (SELECT string_agg('"' || replace(a.attname, '"', '""') || '"', ', ' ORDER BY a.attnum)
               FROM pg_catalog.pg_attribute AS a
              WHERE a.attrelid = i.indexrelid AND a.attnum > i.indnkeyatts)
       END AS "include",
       CASE WHEN k.condeferred THEN 'deferred' WHEN k.condeferrable THEN 'immediate' END AS "deferrable",
       (SELECT string_agg(o, ', ' ORDER BY o COLLATE "C") FROM unnest(ic.reloptions) AS o) AS "storage",
       d.description AS "comment"
  FROM (SELECT false AS conperiod, false AS indnullsnotdistinct) AS older
 CROSS JOIN LATERAL (
       SELECT oid, conname, conrelid, conindid, condeferrable, condeferred
         FROM pg_catalog.pg_constraint
        WHERE contype = 'u' AND conparentid = 0 AND NOT conperiod) AS k
 CROSS JOIN LATERAL (
       SELECT indexrelid, indnkeyatts, indnatts, indnullsnotdistinct
         FROM pg_catalog.pg_index
        WHERE indexrelid = k.conindid) AS i
  JOIN pg_catalog.pg_class AS c ON c.oid = k.conrelid
  JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
  JOIN pg_catalog.pg_class AS ic ON ic.oid = k.conindid
  LEFT JOIN pg_catalog.pg_description AS d
         ON d.objoid = k.oid AND d.classoid = 'pg_catalog.pg_constraint'::regclass AND d.objsubid = 0
 WHERE c.relkind IN ('r', 'p') AND c.reloftype = 0
   AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
   AND c.oid NOT IN (SELECT objid FROM pg_catalog.pg_depend
                      WHERE refclassid = 'pg_catalog.pg_extension'::regclass AND deptype = 'e'
                        AND classid = 'pg_catalog.pg_class'::regclass)
 ORDER BY n.nspname, c.relname, k.conname;
