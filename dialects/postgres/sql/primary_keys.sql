-- Primary keys, by the number of the index behind them.
SELECT k.conindid AS "id",
       k.conrelid AS "of",
       k.conname AS "name",
       k.conkey AS "parts.numbers",
       CASE WHEN k.conperiod THEN 'true' END AS "without_overlaps",
       CASE WHEN i.relnatts > cardinality(k.conkey) THEN
            (SELECT array_to_string(x.indkey[x.indnkeyatts:], ' ') FROM pg_catalog.pg_index AS x WHERE x.indexrelid = i.oid)
       END AS "include.numbers",
       CASE WHEN k.condeferred THEN 'deferred' WHEN k.condeferrable THEN 'immediate' END AS "deferrable",
       CASE WHEN k.conindid IN (SELECT indexrelid FROM pg_catalog.pg_index WHERE indisclustered) THEN 'true' END AS "clustered",
       array_to_string(i.reloptions, ', ') AS "storage",
       d.description AS "comment"
  FROM (SELECT false AS conperiod) AS older
 CROSS JOIN LATERAL (
       SELECT oid, conname, conrelid, conindid, conkey, condeferrable, condeferred, conperiod
         FROM pg_catalog.pg_constraint
        WHERE contype = 'p' AND conparentid = 0 AND conrelid >= 16384
          /*only AND conrelid = ANY (ARRAY(SELECT oid FROM pg_catalog.pg_class WHERE relname IN (:names))) */) AS k
  JOIN pg_catalog.pg_class AS i ON i.oid = k.conindid
  LEFT JOIN pg_catalog.pg_description AS d
         ON d.objoid = k.oid AND d.classoid = 'pg_catalog.pg_constraint'::regclass AND d.objsubid = 0;
