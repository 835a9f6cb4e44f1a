-- Casts that somebody made; those of range types come with their types.
SELECT format_type(o.castsource, NULL) || ' as ' || format_type(o.casttarget, NULL) AS "name",
       (SELECT quote_ident(s.nspname) || '.' || quote_ident(p.proname) || '(' ||
               (SELECT string_agg(format_type(t, NULL), ', ' ORDER BY place) FROM unnest(p.proargtypes) WITH ORDINALITY AS u (t, place)) || ')'
          FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_namespace AS s ON s.oid = p.pronamespace
         WHERE p.oid = o.castfunc) AS "function",
       CASE WHEN o.castmethod = 'i' THEN 'true' END AS "inout",
       CASE o.castcontext WHEN 'a' THEN 'assignment' WHEN 'i' THEN 'implicit' END AS "context",
       d.description AS "comment"
  FROM pg_catalog.pg_cast AS o
  LEFT JOIN pg_catalog.pg_description AS d
         ON d.objoid = o.oid AND d.classoid = 'pg_catalog.pg_cast'::regclass AND d.objsubid = 0
 WHERE o.oid >= 16384
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS x
                    WHERE x.classid = 'pg_catalog.pg_cast'::regclass AND x.objid = o.oid AND x.deptype IN ('e', 'i'))
 ORDER BY 1;
