-- Collations that somebody made.
SELECT n.nspname AS "schema",
       o.collname AS "name",
       'CREATE COLLATION ' || quote_ident(n.nspname) || '.' || quote_ident(o.collname) || ' (provider = ' ||
       CASE o.collprovider WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE 'libc' END ||
       CASE WHEN NOT o.collisdeterministic THEN ', deterministic = false' ELSE '' END ||
       CASE WHEN COALESCE(to_jsonb(o) ->> 'colllocale', to_jsonb(o) ->> 'colliculocale') IS NOT NULL
            THEN ', locale = ' || quote_literal(COALESCE(to_jsonb(o) ->> 'colllocale', to_jsonb(o) ->> 'colliculocale'))
            WHEN o.collcollate = o.collctype THEN ', locale = ' || quote_literal(o.collcollate)
            ELSE ', lc_collate = ' || quote_literal(o.collcollate) || ', lc_ctype = ' || quote_literal(o.collctype) END ||
       COALESCE(', rules = ' || quote_literal(to_jsonb(o) ->> 'collicurules'), '') || ')' AS "definition",
       d.description AS "comment"
  FROM pg_catalog.pg_collation AS o
  JOIN pg_catalog.pg_namespace AS n ON n.oid = o.collnamespace
  LEFT JOIN pg_catalog.pg_description AS d
         ON d.objoid = o.oid AND d.classoid = 'pg_catalog.pg_collation'::regclass AND d.objsubid = 0
 WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
   /*only AND o.collname IN (:names) */
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS x
                    WHERE x.classid = 'pg_catalog.pg_collation'::regclass AND x.objid = o.oid AND x.deptype = 'e')
 ORDER BY n.nspname, o.collname;
