-- Aggregate functions. The server has no statement of its own for them: it is put together as pg_dump does, without what is
-- the default anyway.
SELECT n.nspname AS "schema",
       CASE WHEN p.proname ~ '[("]' THEN '"' || replace(p.proname, '"', '""') || '"' ELSE p.proname END || '(' ||
       CASE WHEN a.aggkind <> 'n' THEN pg_get_function_identity_arguments(p.oid)
            ELSE COALESCE((SELECT string_agg(format_type(t, NULL), ', ' ORDER BY place)
                             FROM unnest(p.proargtypes) WITH ORDINALITY AS u (t, place)), '*') END || ')' AS "name",
       'CREATE AGGREGATE ' || quote_ident(n.nspname) || '.' || quote_ident(p.proname) || '(' ||
       CASE WHEN p.pronargs = 0 THEN '*' ELSE pg_get_function_arguments(p.oid) END || E') (\n    SFUNC = ' || a.aggtransfn ||
       E',\n    STYPE = ' || format_type(a.aggtranstype, NULL) ||
       CASE WHEN a.aggtransspace <> 0 THEN E',\n    SSPACE = ' || a.aggtransspace ELSE '' END ||
       CASE WHEN a.aggfinalfn <> 0 THEN E',\n    FINALFUNC = ' || a.aggfinalfn ELSE '' END ||
       CASE WHEN a.aggfinalextra THEN E',\n    FINALFUNC_EXTRA' ELSE '' END ||
       CASE WHEN a.aggfinalmodify <> CASE a.aggkind WHEN 'n' THEN 'r' ELSE 'w' END THEN E',\n    FINALFUNC_MODIFY = ' ||
            CASE a.aggfinalmodify WHEN 'r' THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE' ELSE 'READ_WRITE' END ELSE '' END ||
       CASE WHEN a.aggcombinefn <> 0 THEN E',\n    COMBINEFUNC = ' || a.aggcombinefn ELSE '' END ||
       CASE WHEN a.aggserialfn <> 0 THEN E',\n    SERIALFUNC = ' || a.aggserialfn ELSE '' END ||
       CASE WHEN a.aggdeserialfn <> 0 THEN E',\n    DESERIALFUNC = ' || a.aggdeserialfn ELSE '' END ||
       CASE WHEN a.agginitval IS NOT NULL THEN E',\n    INITCOND = ' || quote_literal(a.agginitval) ELSE '' END ||
       CASE WHEN a.aggmtransfn <> 0 THEN E',\n    MSFUNC = ' || a.aggmtransfn || E',\n    MINVFUNC = ' || a.aggminvtransfn ||
            E',\n    MSTYPE = ' || format_type(a.aggmtranstype, NULL) ELSE '' END ||
       CASE WHEN a.aggmtransspace <> 0 THEN E',\n    MSSPACE = ' || a.aggmtransspace ELSE '' END ||
       CASE WHEN a.aggmfinalfn <> 0 THEN E',\n    MFINALFUNC = ' || a.aggmfinalfn ELSE '' END ||
       CASE WHEN a.aggmfinalextra THEN E',\n    MFINALFUNC_EXTRA' ELSE '' END ||
       CASE WHEN a.aggmtransfn <> 0 AND a.aggmfinalmodify <> CASE a.aggkind WHEN 'n' THEN 'r' ELSE 'w' END THEN
            E',\n    MFINALFUNC_MODIFY = ' ||
            CASE a.aggmfinalmodify WHEN 'r' THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE' ELSE 'READ_WRITE' END ELSE '' END ||
       CASE WHEN a.aggminitval IS NOT NULL THEN E',\n    MINITCOND = ' || quote_literal(a.aggminitval) ELSE '' END ||
       CASE WHEN a.aggsortop <> 0 THEN (SELECT E',\n    SORTOP = OPERATOR(' || quote_ident(s.nspname) || '.' || o.oprname || ')'
                                          FROM pg_catalog.pg_operator AS o
                                          JOIN pg_catalog.pg_namespace AS s ON s.oid = o.oprnamespace
                                         WHERE o.oid = a.aggsortop) ELSE '' END ||
       CASE WHEN a.aggkind = 'h' THEN E',\n    HYPOTHETICAL' ELSE '' END ||
       CASE p.proparallel WHEN 's' THEN E',\n    PARALLEL = SAFE' WHEN 'r' THEN E',\n    PARALLEL = RESTRICTED' ELSE '' END ||
       E'\n)' AS "definition",
       d.description AS "comment"
  FROM pg_catalog.pg_namespace AS n
  JOIN pg_catalog.pg_proc AS p ON p.pronamespace = n.oid
  JOIN pg_catalog.pg_aggregate AS a ON a.aggfnoid = p.oid
  LEFT JOIN pg_catalog.pg_description AS d
         ON d.objoid = p.oid AND d.classoid = 'pg_catalog.pg_proc'::regclass AND d.objsubid = 0
 WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
   /*only AND p.proname IN (:names) */
   AND p.prokind = 'a'
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS x
                    WHERE x.classid = 'pg_catalog.pg_proc'::regclass AND x.objid = p.oid AND x.deptype IN ('e', 'i'))
 ORDER BY n.nspname, 2;
