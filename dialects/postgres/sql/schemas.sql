-- Every schema but the server's own. The comment that every new database gives "public" is not said.
SELECT n.nspname AS "name",
       CASE WHEN n.nspname <> 'public' OR d.description <> 'standard public schema' THEN d.description END AS "comment"
  FROM pg_catalog.pg_namespace AS n
  LEFT JOIN pg_catalog.pg_description AS d
         ON d.objoid = n.oid AND d.classoid = 'pg_catalog.pg_namespace'::regclass AND d.objsubid = 0
 WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS x
                    WHERE x.refclassid = 'pg_catalog.pg_extension'::regclass AND x.deptype = 'e'
                      AND x.classid = 'pg_catalog.pg_namespace'::regclass AND x.objid = n.oid)
 ORDER BY n.nspname;
