-- Materialized views, by the query that the server keeps.
SELECT c.oid AS "id",
       n.nspname AS "schema",
       c.relname AS "name",
       CASE WHEN true /* unlocked c.oid */ THEN rtrim(btrim(pg_get_viewdef(c.oid), E' \n'), ';') END AS "sql",
       array_to_string(c.reloptions || (SELECT array_agg('toast.' || o) FROM unnest(t.reloptions) AS o), ', ') AS "storage",
       CASE WHEN NOT c.relispopulated THEN 'true' END AS "unpopulated",
       d.description AS "comment"
  FROM pg_catalog.pg_rewrite AS w
  JOIN pg_catalog.pg_class AS c ON c.oid = w.ev_class
  JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
  LEFT JOIN pg_catalog.pg_class AS t ON t.oid = c.reltoastrelid
  LEFT JOIN pg_catalog.pg_description AS d
         ON d.objoid = c.oid AND d.classoid = 'pg_catalog.pg_class'::regclass AND d.objsubid = 0
 WHERE w.rulename = '_RETURN' AND c.relkind = 'm'
   AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
   /*only AND c.relname IN (:names) */
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS x
                    WHERE x.refclassid = 'pg_catalog.pg_extension'::regclass AND x.deptype = 'e'
                      AND x.classid = 'pg_catalog.pg_class'::regclass AND x.objid = c.oid)
 ORDER BY n.nspname, c.relname;
