-- Indexes. Those behind constraints are passed over, as their numbers are known by then, and a partition's copy of its parent's
-- index is not said. One that a failed CREATE INDEX CONCURRENTLY left is "invalid"; what REINDEX CONCURRENTLY makes on its way
-- is in "unmodelled". What is special about a part is in "index_parts"; only expressions have statistics targets.
SELECT i.indexrelid AS "id",
       i.indrelid AS "of",
       c.relname AS "name",
       CASE WHEN i.indisunique THEN 'true' END AS "unique",
       CASE WHEN c.relam <> 403 THEN (SELECT am.amname FROM pg_catalog.pg_am AS am WHERE am.oid = c.relam) END AS "method",
       CASE WHEN i.indnkeyatts = i.indnatts THEN i.indkey::text
            ELSE array_to_string(i.indkey[0:i.indnkeyatts - 1], ' ') END AS "parts.numbers",
       CASE WHEN i.indnkeyatts < i.indnatts THEN array_to_string(i.indkey[i.indnkeyatts:], ' ') END AS "include.numbers",
       CASE WHEN NOT (i.indisvalid AND i.indisready) THEN 'true' END AS "invalid",
       CASE WHEN i.indisclustered THEN 'true' END AS "clustered",
       CASE WHEN i.indnullsnotdistinct THEN 'true' END AS "nulls_not_distinct",
       CASE WHEN i.indpred IS NOT NULL THEN CASE WHEN true /* unlocked i.indrelid */ THEN pg_get_expr(i.indpred, i.indrelid) END END AS "where",
       CASE WHEN i.indexprs IS NOT NULL THEN
            (SELECT string_agg(a.attnum || '=' || a.attstattarget, ', ' ORDER BY a.attnum)
               FROM pg_catalog.pg_attribute AS a
              WHERE a.attrelid = i.indexrelid AND a.attnum > 0 AND a.attstattarget >= 0) END AS "statistics",
       array_to_string(c.reloptions, ', ') AS "storage",
       d.description AS "comment"
  FROM (SELECT false AS indnullsnotdistinct) AS older
 CROSS JOIN LATERAL (
       SELECT indexrelid, indrelid, indkey, indnkeyatts, indnatts, indisunique, indnullsnotdistinct, indpred, indexprs,
              indisvalid, indisready, indisclustered
         FROM pg_catalog.pg_index
        WHERE NOT indisprimary AND NOT indisexclusion AND indexrelid >= 16384
          /*only AND indrelid = ANY (ARRAY(SELECT oid FROM pg_catalog.pg_class WHERE relname IN (:names))) */) AS i
  JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid
  LEFT JOIN pg_catalog.pg_description AS d
         ON d.objoid = i.indexrelid AND d.classoid = 'pg_catalog.pg_class'::regclass AND d.objsubid = 0
 WHERE NOT c.relispartition AND c.relnamespace <> 'pg_toast'::regnamespace AND c.relpersistence <> 't'
   AND (i.indisvalid AND i.indisready OR c.relname !~ '_cc(new|old)[0-9]*$');
