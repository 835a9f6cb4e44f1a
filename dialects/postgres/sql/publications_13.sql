-- Publications; their tables are in "published".
SELECT p.pubname AS "name",
       CASE WHEN p.puballtables THEN 'true' END AS "all_tables",
       CASE WHEN NOT (p.pubinsert AND p.pubupdate AND p.pubdelete AND p.pubtruncate) THEN
            concat_ws(', ', CASE WHEN p.pubinsert THEN '"insert"' END, CASE WHEN p.pubupdate THEN '"update"' END,
                            CASE WHEN p.pubdelete THEN '"delete"' END, CASE WHEN p.pubtruncate THEN '"truncate"' END)
       END AS "publish",
       CASE WHEN p.pubviaroot THEN 'true' END AS "via_root",
       d.description AS "comment"
  FROM pg_catalog.pg_publication AS p
  LEFT JOIN pg_catalog.pg_description AS d
         ON d.objoid = p.oid AND d.classoid = 'pg_catalog.pg_publication'::regclass AND d.objsubid = 0
 ORDER BY p.pubname;
