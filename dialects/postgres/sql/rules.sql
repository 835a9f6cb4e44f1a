-- Rules of tables and views, but for the one that makes a view.
SELECT n.nspname AS "schema",
       c.relname AS "table",
       w.rulename AS "name",
       CASE WHEN true /* unlocked w.oid */ THEN rtrim(pg_get_ruledef(w.oid), ';') END AS "definition",
       CASE w.ev_enabled WHEN 'D' THEN 'disabled' WHEN 'R' THEN 'replica' WHEN 'A' THEN 'always' END AS "enabled",
       d.description AS "comment"
  FROM pg_catalog.pg_rewrite AS w
  JOIN pg_catalog.pg_class AS c ON c.oid = w.ev_class
  JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
  LEFT JOIN pg_catalog.pg_description AS d
         ON d.objoid = w.oid AND d.classoid = 'pg_catalog.pg_rewrite'::regclass AND d.objsubid = 0
 WHERE w.rulename <> '_RETURN' AND c.relkind IN ('r', 'p', 'f', 'v')
   AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
   /*only AND c.relname IN (:names) */
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS x
                    WHERE x.classid = 'pg_catalog.pg_rewrite'::regclass AND x.objid = w.oid AND x.deptype = 'e')
 ORDER BY n.nspname, c.relname, w.rulename;
