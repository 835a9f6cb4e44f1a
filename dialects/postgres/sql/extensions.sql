-- Extensions. plpgsql is in every database. The comment that an extension brings along itself is not said.
SELECT n.nspname AS "schema",
       e.extname AS "name",
       e.extversion AS "version",
       CASE WHEN d.description <> COALESCE((SELECT v.comment FROM pg_catalog.pg_available_extensions AS v
                                             WHERE v.name = e.extname), '')
            THEN d.description END AS "comment"
  FROM pg_catalog.pg_extension AS e
  JOIN pg_catalog.pg_namespace AS n ON n.oid = e.extnamespace
  LEFT JOIN pg_catalog.pg_description AS d
         ON d.objoid = e.oid AND d.classoid = 'pg_catalog.pg_extension'::regclass AND d.objsubid = 0
 WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND e.extname <> 'plpgsql'
   /*only AND e.extname IN (:names) */
 ORDER BY n.nspname, e.extname;
