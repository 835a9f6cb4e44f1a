-- Views, by the query that the server keeps. One that reads a table which models cannot say is in "unmodelled".
WITH RECURSIVE strange AS (
SELECT c.oid
  FROM pg_catalog.pg_class AS c
 WHERE c.reloftype <> 0
 UNION
SELECT w.ev_class
  FROM strange AS s
  JOIN pg_catalog.pg_depend AS d
       ON d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid = s.oid
      AND d.classid = 'pg_catalog.pg_rewrite'::regclass
  JOIN pg_catalog.pg_rewrite AS w ON w.oid = d.objid AND w.rulename = '_RETURN'
)
SELECT n.nspname AS "schema",
       c.relname AS "name",
       CASE WHEN true /* unlocked c.oid */ THEN rtrim(btrim(pg_get_viewdef(c.oid), E' \n'), ';') END AS "sql",
       array_to_string(c.reloptions, ', ') AS "storage",
       d.description AS "comment"
  FROM pg_catalog.pg_rewrite AS w
  JOIN pg_catalog.pg_class AS c ON c.oid = w.ev_class
  JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
  LEFT JOIN pg_catalog.pg_description AS d
         ON d.objoid = c.oid AND d.classoid = 'pg_catalog.pg_class'::regclass AND d.objsubid = 0
 WHERE w.rulename = '_RETURN' AND c.relkind = 'v'
   AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
   /*only AND c.relname IN (:names) */
   AND c.oid NOT IN (SELECT oid FROM strange)
   AND c.oid NOT IN (SELECT objid FROM pg_catalog.pg_depend
                      WHERE refclassid = 'pg_catalog.pg_extension'::regclass AND deptype = 'e'
                        AND classid = 'pg_catalog.pg_class'::regclass)
 ORDER BY n.nspname, c.relname;
