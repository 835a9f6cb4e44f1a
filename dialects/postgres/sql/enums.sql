-- Enumerated types with their labels in sort order.
SELECT n.nspname AS "schema",
       t.typname AS "name",
       (SELECT string_agg('"' || replace(e.enumlabel, '"', '""') || '"', ', ' ORDER BY e.enumsortorder)
          FROM pg_catalog.pg_enum AS e
         WHERE e.enumtypid = t.oid) AS "values",
       d.description AS "comment"
  FROM pg_catalog.pg_type AS t
  JOIN pg_catalog.pg_namespace AS n ON n.oid = t.typnamespace
  LEFT JOIN pg_catalog.pg_description AS d
         ON d.objoid = t.oid AND d.classoid = 'pg_catalog.pg_type'::regclass AND d.objsubid = 0
 WHERE t.typtype = 'e'
   AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
   /*only AND t.typname IN (:names) */
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS x
                    WHERE x.refclassid = 'pg_catalog.pg_extension'::regclass AND x.deptype = 'e'
                      AND x.classid = 'pg_catalog.pg_type'::regclass AND x.objid = t.oid)
 ORDER BY n.nspname, t.typname;
