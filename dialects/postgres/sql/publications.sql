-- Publications; their tables are in "published". Words that only newer catalogs have are read as JSON.
SELECT p.pubname AS "name",
       CASE WHEN p.puballtables THEN 'true' END AS "all_tables",
       (SELECT string_agg('"' || replace(n.nspname, '"', '""') || '"', ', ' ORDER BY n.nspname)
          FROM pg_catalog.pg_publication_namespace AS x JOIN pg_catalog.pg_namespace AS n ON n.oid = x.pnnspid
         WHERE x.pnpubid = p.oid) AS "in_schemas",
       CASE WHEN NOT (p.pubinsert AND p.pubupdate AND p.pubdelete AND p.pubtruncate) THEN
            concat_ws(', ', CASE WHEN p.pubinsert THEN '"insert"' END, CASE WHEN p.pubupdate THEN '"update"' END,
                            CASE WHEN p.pubdelete THEN '"delete"' END, CASE WHEN p.pubtruncate THEN '"truncate"' END)
       END AS "publish",
       CASE WHEN p.pubviaroot THEN 'true' END AS "via_root",
       CASE to_jsonb(p) ->> 'pubgencols' WHEN 's' THEN 'stored' END AS "generated",
       d.description AS "comment"
  FROM pg_catalog.pg_publication AS p
  LEFT JOIN pg_catalog.pg_description AS d
         ON d.objoid = p.oid AND d.classoid = 'pg_catalog.pg_publication'::regclass AND d.objsubid = 0
 ORDER BY p.pubname;
