-- Foreign servers. Options that may be secrets stay where they are; so do user mappings, which "unmodelled" only names.
SELECT s.srvname AS "name",
       w.fdwname AS "wrapper",
       s.srvtype AS "type",
       s.srvversion AS "version",
       (SELECT string_agg(quote_ident(o.option_name) || ' ' || quote_literal(o.option_value), ', ' ORDER BY o.place)
          FROM (SELECT option_name, option_value, row_number() OVER () AS place FROM pg_options_to_table(s.srvoptions)) AS o
         WHERE o.option_name !~* '(password|passwd|passphrase|secret|token|private_key)') AS "options",
       d.description AS "comment"
  FROM pg_catalog.pg_foreign_server AS s
  JOIN pg_catalog.pg_foreign_data_wrapper AS w ON w.oid = s.srvfdw
  LEFT JOIN pg_catalog.pg_description AS d
         ON d.objoid = s.oid AND d.classoid = 'pg_catalog.pg_foreign_server'::regclass AND d.objsubid = 0
 WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS x
                    WHERE x.classid = 'pg_catalog.pg_foreign_server'::regclass AND x.objid = s.oid AND x.deptype = 'e')
 ORDER BY s.srvname;
