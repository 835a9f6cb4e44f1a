-- Operator families, with the members that belong to none of their classes.
SELECT n.nspname AS "schema",
       CASE WHEN o.opfname ~ '[("]' THEN '"' || replace(o.opfname, '"', '""') || '"' ELSE o.opfname END || '(' || m.amname || ')' AS "name",
       (SELECT string_agg('"' || replace(m.text, '"', '""') || '"', ', ' ORDER BY m.text COLLATE "C")
          FROM (SELECT 'operator ' || a.amopstrategy || ' ' ||
                    (SELECT quote_ident(s.nspname) || '.' || y.oprname || '(' || format_type(y.oprleft, NULL) || ', ' || format_type(y.oprright, NULL) || ')'
                       FROM pg_catalog.pg_operator AS y JOIN pg_catalog.pg_namespace AS s ON s.oid = y.oprnamespace
                      WHERE y.oid = a.amopopr) ||
                       COALESCE((SELECT ' for order by ' || quote_ident(s.nspname) || '.' || quote_ident(y.opfname)
                                   FROM pg_catalog.pg_opfamily AS y JOIN pg_catalog.pg_namespace AS s ON s.oid = y.opfnamespace
                                  WHERE y.oid = a.amopsortfamily), '')
                  FROM pg_catalog.pg_depend AS x JOIN pg_catalog.pg_amop AS a ON a.oid = x.objid
                 WHERE x.refclassid = 'pg_catalog.pg_opfamily'::regclass AND x.refobjid = o.oid AND x.classid = 'pg_catalog.pg_amop'::regclass
                UNION ALL
                SELECT 'function ' || a.amprocnum || ' (' || format_type(a.amproclefttype, NULL) || ', ' ||
                       format_type(a.amprocrighttype, NULL) || ') ' || quote_ident(s.nspname) || '.' || quote_ident(y.proname) || '(' ||
                       COALESCE((SELECT string_agg(format_type(t, NULL), ', ' ORDER BY place)
                                   FROM unnest(y.proargtypes) WITH ORDINALITY AS u (t, place)), '') || ')'
                  FROM pg_catalog.pg_depend AS x
                  JOIN pg_catalog.pg_amproc AS a ON a.oid = x.objid
                  JOIN pg_catalog.pg_proc AS y ON y.oid = a.amproc
                  JOIN pg_catalog.pg_namespace AS s ON s.oid = y.pronamespace
                 WHERE x.refclassid = 'pg_catalog.pg_opfamily'::regclass AND x.refobjid = o.oid AND x.classid = 'pg_catalog.pg_amproc'::regclass
               ) AS m (text)) AS "members",
       d.description AS "comment"
  FROM pg_catalog.pg_opfamily AS o
  JOIN pg_catalog.pg_am AS m ON m.oid = o.opfmethod
  JOIN pg_catalog.pg_namespace AS n ON n.oid = o.opfnamespace
  LEFT JOIN pg_catalog.pg_description AS d
         ON d.objoid = o.oid AND d.classoid = 'pg_catalog.pg_opfamily'::regclass AND d.objsubid = 0
 WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' /*only AND o.opfname IN (:names) */
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS x
                    WHERE x.classid = 'pg_catalog.pg_opfamily'::regclass AND x.objid = o.oid AND x.deptype IN ('e', 'i'))
 ORDER BY n.nspname, 2;
