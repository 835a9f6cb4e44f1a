-- Triggers of tables and views. Those that the server makes for constraints and for partitions are not said.
SELECT n.nspname AS "schema",
       c.relname AS "table",
       t.tgname AS "name",
       CASE WHEN true /* unlocked t.oid */ THEN pg_get_triggerdef(t.oid) END AS "definition",
       CASE t.tgenabled WHEN 'D' THEN 'disabled' WHEN 'R' THEN 'replica' WHEN 'A' THEN 'always' END AS "enabled",
       d.description AS "comment"
  FROM pg_catalog.pg_trigger AS t
  JOIN pg_catalog.pg_class AS c ON c.oid = t.tgrelid
  JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
  LEFT JOIN pg_catalog.pg_description AS d
         ON d.objoid = t.oid AND d.classoid = 'pg_catalog.pg_trigger'::regclass AND d.objsubid = 0
 WHERE NOT t.tgisinternal AND c.relkind IN ('r', 'p', 'f', 'v')
   AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
   /*only AND c.relname IN (:names) */
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS x
                    WHERE x.classid = 'pg_catalog.pg_trigger'::regclass AND x.objid = t.oid
                      AND x.deptype IN ('e', 'P', 'S', 'I'))
 ORDER BY n.nspname, c.relname, t.tgname;
