-- Indexes that do not stand behind a constraint. One that a failed CREATE INDEX CONCURRENTLY left is
-- "invalid"; what REINDEX CONCURRENTLY makes on its way is in "unmodelled".
SELECT n.nspname AS "schema",
       c.relname AS "table",
       ic.relname AS "name",
       CASE WHEN i.indisunique THEN 'true' END AS "unique",
       NULLIF(am.amname, 'btree') AS "method",
       CASE WHEN i.indnkeyatts < i.indnatts THEN
            (SELECT string_agg('"' || replace(a.attname, '"', '""') || '"', ', ' ORDER BY e.place)
               FROM unnest(i.indkey) WITH ORDINALITY AS e (attnum, place)
               JOIN pg_catalog.pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = e.attnum
              WHERE e.place > i.indnkeyatts)
       END AS "include",
       CASE WHEN NOT (i.indisvalid AND i.indisready) THEN 'true' END AS "invalid",
       CASE WHEN i.indnullsnotdistinct THEN 'true' END AS "nulls_not_distinct",
       pg_get_expr(i.indpred, i.indrelid) AS "where",
       (SELECT string_agg(o, ', ' ORDER BY o COLLATE "C") FROM unnest(ic.reloptions) AS o) AS "storage",
       d.description AS "comment"
  FROM (SELECT false AS indnullsnotdistinct) AS older
 CROSS JOIN LATERAL (
       SELECT indexrelid, indrelid, indkey, indnkeyatts, indnatts, indisunique, indnullsnotdistinct, indpred, indisvalid, indisready
         FROM pg_catalog.pg_index) AS i
  JOIN pg_catalog.pg_class AS ic ON ic.oid = i.indexrelid
  JOIN pg_catalog.pg_am AS am ON am.oid = ic.relam
  JOIN pg_catalog.pg_class AS c ON c.oid = i.indrelid
  JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
  LEFT JOIN pg_catalog.pg_description AS d
         ON d.objoid = i.indexrelid AND d.classoid = 'pg_catalog.pg_class'::regclass AND d.objsubid = 0
 WHERE c.relkind IN ('r', 'p', 'm') AND c.reloftype = 0
   AND (i.indisvalid AND i.indisready OR ic.relname !~ '_cc(new|old)[0-9]*$')
   AND i.indexrelid NOT IN (SELECT inhrelid FROM pg_catalog.pg_inherits)
   AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
   AND c.oid NOT IN (SELECT objid FROM pg_catalog.pg_depend
                      WHERE refclassid = 'pg_catalog.pg_extension'::regclass AND deptype = 'e'
                        AND classid = 'pg_catalog.pg_class'::regclass)
   AND i.indexrelid NOT IN (SELECT conindid FROM pg_catalog.pg_constraint WHERE contype IN ('p', 'u', 'x'))
 ORDER BY n.nspname, c.relname, ic.relname;
