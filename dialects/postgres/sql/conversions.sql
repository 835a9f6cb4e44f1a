-- Conversions between encodings.
SELECT n.nspname AS "schema",
       o.conname AS "name",
       pg_encoding_to_char(o.conforencoding) AS "source",
       pg_encoding_to_char(o.contoencoding) AS "target",
       (SELECT quote_ident(s.nspname) || '.' || quote_ident(p.proname)
          FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_namespace AS s ON s.oid = p.pronamespace
         WHERE p.oid = o.conproc) AS "function",
       CASE WHEN o.condefault THEN 'true' END AS "default",
       d.description AS "comment"
  FROM pg_catalog.pg_conversion AS o
  JOIN pg_catalog.pg_namespace AS n ON n.oid = o.connamespace
  LEFT JOIN pg_catalog.pg_description AS d
         ON d.objoid = o.oid AND d.classoid = 'pg_catalog.pg_conversion'::regclass AND d.objsubid = 0
 WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' /*only AND o.conname IN (:names) */
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS x
                    WHERE x.classid = 'pg_catalog.pg_conversion'::regclass AND x.objid = o.oid AND x.deptype IN ('e', 'i'))
 ORDER BY n.nspname, o.conname;
