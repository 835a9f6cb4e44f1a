-- Which dictionaries a text search configuration asks, token type by token type. A dictionary is named with its schema where
-- that is neither the server's nor the configuration's own.
SELECT n.nspname AS "schema",
       c.cfgname AS "table",
       y.alias AS "name",
       string_agg('"' || replace(CASE WHEN k.dictnamespace = c.cfgnamespace THEN '' WHEN k.dictnamespace <> 'pg_catalog'::regnamespace
                                        OR EXISTS (SELECT FROM pg_catalog.pg_ts_dict AS o
                                                    WHERE o.dictnamespace = c.cfgnamespace AND o.dictname = k.dictname)
                                      THEN quote_ident(s.nspname) || '.' ELSE '' END || quote_ident(k.dictname), '"', '""') || '"', ', '
                  ORDER BY m.mapseqno) AS "dictionaries"
  FROM pg_catalog.pg_ts_config AS c
  JOIN pg_catalog.pg_namespace AS n ON n.oid = c.cfgnamespace
  JOIN pg_catalog.pg_ts_config_map AS m ON m.mapcfg = c.oid
  JOIN pg_catalog.pg_ts_dict AS k ON k.oid = m.mapdict
  JOIN pg_catalog.pg_namespace AS s ON s.oid = k.dictnamespace
 CROSS JOIN LATERAL (SELECT t.alias FROM ts_token_type(c.cfgparser) AS t WHERE t.tokid = m.maptokentype) AS y
 WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
   /*only AND c.cfgname IN (:names) */
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS x
                    WHERE x.classid = 'pg_catalog.pg_ts_config'::regclass AND x.objid = c.oid AND x.deptype = 'e')
 GROUP BY n.nspname, c.cfgname, y.alias, m.maptokentype
 ORDER BY n.nspname, c.cfgname, m.maptokentype;
