-- Unique constraints, by the number of the index behind them.
SELECT k.conindid AS "id",
       k.conrelid AS "of",
       k.conname AS "name",
       k.conkey AS "parts.numbers",
       CASE WHEN k.conperiod THEN 'true' END AS "without_overlaps",
       CASE WHEN i.indnullsnotdistinct THEN 'true' END AS "nulls_not_distinct",
       CASE WHEN i.indnkeyatts < i.indnatts THEN array_to_string(i.indkey[i.indnkeyatts:], ' ') END AS "include.numbers",
       CASE WHEN k.condeferred THEN 'deferred' WHEN k.condeferrable THEN 'immediate' END AS "deferrable",
       CASE WHEN i.indisclustered THEN 'true' END AS "clustered",
       array_to_string(c.reloptions, ', ') AS "storage",
       d.description AS "comment"
  FROM (SELECT false AS conperiod, false AS indnullsnotdistinct) AS older
 CROSS JOIN LATERAL (
       SELECT oid, conname, conrelid, conindid, conkey, condeferrable, condeferred, conperiod
         FROM pg_catalog.pg_constraint
        WHERE contype = 'u' AND conparentid = 0 AND conrelid >= 16384
          /*only AND conrelid = ANY (ARRAY(SELECT oid FROM pg_catalog.pg_class WHERE relname IN (:names))) */) AS k
 CROSS JOIN LATERAL (
       SELECT indexrelid, indkey, indnkeyatts, indnatts, indnullsnotdistinct, indisclustered
         FROM pg_catalog.pg_index
        WHERE indexrelid = k.conindid) AS i
  JOIN pg_catalog.pg_class AS c ON c.oid = k.conindid
  LEFT JOIN pg_catalog.pg_description AS d
         ON d.objoid = k.oid AND d.classoid = 'pg_catalog.pg_constraint'::regclass AND d.objsubid = 0;
