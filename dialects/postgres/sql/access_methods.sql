-- Access methods that no extension brought along.
SELECT o.amname AS "name",
       CASE o.amtype WHEN 't' THEN 'table' ELSE 'index' END AS "for",
       (SELECT quote_ident(s.nspname) || '.' || quote_ident(p.proname)
          FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_namespace AS s ON s.oid = p.pronamespace
         WHERE p.oid = o.amhandler) AS "handler",
       d.description AS "comment"
  FROM pg_catalog.pg_am AS o
  LEFT JOIN pg_catalog.pg_description AS d
         ON d.objoid = o.oid AND d.classoid = 'pg_catalog.pg_am'::regclass AND d.objsubid = 0
 WHERE o.oid >= 16384
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS x
                    WHERE x.classid = 'pg_catalog.pg_am'::regclass AND x.objid = o.oid AND x.deptype IN ('e', 'i'))
 ORDER BY o.amname;
