-- Text search configurations that somebody made; which dictionaries they ask is in "ts_mappings".
SELECT n.nspname AS "schema",
       o.cfgname AS "name",
       CASE WHEN p.prsnamespace <> 'pg_catalog'::regnamespace THEN quote_ident(m.nspname) || '.' ELSE '' END ||
       CASE WHEN p.prsname = 'default' THEN 'default' ELSE quote_ident(p.prsname) END AS "parser",
       d.description AS "comment"
  FROM pg_catalog.pg_ts_config AS o
  JOIN pg_catalog.pg_namespace AS n ON n.oid = o.cfgnamespace
  JOIN pg_catalog.pg_ts_parser AS p ON p.oid = o.cfgparser
  JOIN pg_catalog.pg_namespace AS m ON m.oid = p.prsnamespace
  LEFT JOIN pg_catalog.pg_description AS d
         ON d.objoid = o.oid AND d.classoid = 'pg_catalog.pg_ts_config'::regclass AND d.objsubid = 0
 WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
   /*only AND o.cfgname IN (:names) */
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS x
                    WHERE x.classid = 'pg_catalog.pg_ts_config'::regclass AND x.objid = o.oid AND x.deptype = 'e')
 ORDER BY n.nspname, o.cfgname;
