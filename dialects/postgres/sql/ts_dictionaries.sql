-- Text search dictionaries that somebody made. The template is named with its schema where that is not the server's.
SELECT n.nspname AS "schema",
       o.dictname AS "name",
       CASE WHEN t.tmplnamespace <> 'pg_catalog'::regnamespace THEN quote_ident(m.nspname) || '.' ELSE '' END || quote_ident(t.tmplname)
           AS "template",
       o.dictinitoption AS "options",
       d.description AS "comment"
  FROM pg_catalog.pg_ts_dict AS o
  JOIN pg_catalog.pg_namespace AS n ON n.oid = o.dictnamespace
  JOIN pg_catalog.pg_ts_template AS t ON t.oid = o.dicttemplate
  JOIN pg_catalog.pg_namespace AS m ON m.oid = t.tmplnamespace
  LEFT JOIN pg_catalog.pg_description AS d
         ON d.objoid = o.oid AND d.classoid = 'pg_catalog.pg_ts_dict'::regclass AND d.objsubid = 0
 WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
   /*only AND o.dictname IN (:names) */
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS x
                    WHERE x.classid = 'pg_catalog.pg_ts_dict'::regclass AND x.objid = o.oid AND x.deptype = 'e')
 ORDER BY n.nspname, o.dictname;
