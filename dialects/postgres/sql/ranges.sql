-- Range types, without what is the default anyway.
SELECT n.nspname AS "schema",
       t.typname AS "name",
       'CREATE TYPE ' || quote_ident(n.nspname) || '.' || quote_ident(t.typname) || E' AS RANGE (\n    SUBTYPE = ' ||
       format_type(r.rngsubtype, NULL) ||
       CASE WHEN NOT o.opcdefault THEN E',\n    SUBTYPE_OPCLASS = ' || quote_ident(s.nspname) || '.' || quote_ident(o.opcname)
            ELSE '' END ||
       CASE WHEN r.rngcollation <> b.typcollation THEN E',\n    COLLATION = ' || r.rngcollation::regcollation ELSE '' END ||
       CASE WHEN r.rngcanonical <> 0 THEN E',\n    CANONICAL = ' || r.rngcanonical ELSE '' END ||
       CASE WHEN r.rngsubdiff <> 0 THEN E',\n    SUBTYPE_DIFF = ' || r.rngsubdiff ELSE '' END ||
       COALESCE((SELECT E',\n    MULTIRANGE_TYPE_NAME = ' || quote_ident(w.nspname) || '.' || quote_ident(m.typname)
                   FROM pg_catalog.pg_type AS m
                   JOIN pg_catalog.pg_namespace AS w ON w.oid = m.typnamespace
                  WHERE m.oid = r.rngmultitypid
                    AND (m.typnamespace <> t.typnamespace OR m.typname <>
                         CASE WHEN t.typname LIKE '%range%' THEN regexp_replace(t.typname, 'range', 'multirange')
                              ELSE left(t.typname, 52) || '_multirange' END)), '') || E'\n)' AS "definition",
       d.description AS "comment"
  FROM (SELECT 0::oid AS rngmultitypid) AS older
 CROSS JOIN LATERAL (SELECT rngtypid, rngsubtype, rngsubopc, rngcollation, rngcanonical, rngsubdiff, rngmultitypid
                       FROM pg_catalog.pg_range) AS r
  JOIN pg_catalog.pg_type AS t ON t.oid = r.rngtypid
  JOIN pg_catalog.pg_type AS b ON b.oid = r.rngsubtype
  JOIN pg_catalog.pg_opclass AS o ON o.oid = r.rngsubopc
  JOIN pg_catalog.pg_namespace AS s ON s.oid = o.opcnamespace
  JOIN pg_catalog.pg_namespace AS n ON n.oid = t.typnamespace
  LEFT JOIN pg_catalog.pg_description AS d
         ON d.objoid = t.oid AND d.classoid = 'pg_catalog.pg_type'::regclass AND d.objsubid = 0
 WHERE t.typtype = 'r'
   AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
   /*only AND t.typname IN (:names) */
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS x
                    WHERE x.refclassid = 'pg_catalog.pg_extension'::regclass AND x.deptype = 'e'
                      AND x.classid = 'pg_catalog.pg_type'::regclass AND x.objid = t.oid)
 ORDER BY n.nspname, t.typname;
