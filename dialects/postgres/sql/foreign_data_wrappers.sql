-- Foreign data wrappers that belong to no extension. Options that may be secrets stay where they are.
SELECT w.fdwname AS "name",
       CASE WHEN w.fdwhandler <> 0 THEN w.fdwhandler::regproc::text END AS "handler",
       CASE WHEN w.fdwvalidator <> 0 THEN w.fdwvalidator::regproc::text END AS "validator",
       (SELECT string_agg(quote_ident(o.option_name) || ' ' || quote_literal(o.option_value), ', ' ORDER BY o.place)
          FROM (SELECT option_name, option_value, row_number() OVER () AS place FROM pg_options_to_table(w.fdwoptions)) AS o
         WHERE o.option_name !~* '(password|passwd|passphrase|secret|token|private_key)') AS "options",
       d.description AS "comment"
  FROM pg_catalog.pg_foreign_data_wrapper AS w
  LEFT JOIN pg_catalog.pg_description AS d
         ON d.objoid = w.oid AND d.classoid = 'pg_catalog.pg_foreign_data_wrapper'::regclass AND d.objsubid = 0
 WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS x
                    WHERE x.classid = 'pg_catalog.pg_foreign_data_wrapper'::regclass AND x.objid = w.oid AND x.deptype = 'e')
 ORDER BY w.fdwname;
