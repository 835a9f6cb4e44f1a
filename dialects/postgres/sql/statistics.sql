-- Statistics objects. They live in their table's schema or another one, and are found by the table's columns.
SELECT n.nspname AS "schema",
       s.stxname AS "name",
       CASE WHEN true /* unlocked s.stxrelid */ THEN pg_get_statisticsobjdef(s.oid) END AS "definition",
       NULLIF(s.stxstattarget, -1) AS "target",
       d.description AS "comment"
  FROM pg_catalog.pg_statistic_ext AS s
  JOIN pg_catalog.pg_namespace AS n ON n.oid = s.stxnamespace
  LEFT JOIN pg_catalog.pg_description AS d
         ON d.objoid = s.oid AND d.classoid = 'pg_catalog.pg_statistic_ext'::regclass AND d.objsubid = 0
 WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
   /*only AND s.stxname IN (:names) */
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS x
                    WHERE x.classid = 'pg_catalog.pg_statistic_ext'::regclass AND x.objid = s.oid AND x.deptype = 'e')
 ORDER BY n.nspname, s.stxname;
