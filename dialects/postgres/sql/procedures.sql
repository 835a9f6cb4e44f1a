-- Procedures, by the statement that the server itself would make them with, named with the types of their arguments.
SELECT n.nspname AS "schema",
       CASE WHEN p.proname ~ '[("]' THEN '"' || replace(p.proname, '"', '""') || '"' ELSE p.proname END || '(' ||
       COALESCE((SELECT string_agg(format_type(a.t, NULL), ', ' ORDER BY a.place)
                   FROM unnest(p.proargtypes) WITH ORDINALITY AS a (t, place)), '') || ')' AS "name",
       CASE WHEN true /* unlocked p.oid */ THEN rtrim(pg_get_functiondef(p.oid), E'\n') END AS "definition",
       d.description AS "comment"
  FROM pg_catalog.pg_namespace AS n
  JOIN pg_catalog.pg_proc AS p ON p.pronamespace = n.oid
  LEFT JOIN pg_catalog.pg_description AS d
         ON d.objoid = p.oid AND d.classoid = 'pg_catalog.pg_proc'::regclass AND d.objsubid = 0
 WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
   /*only AND p.proname IN (:names) */
   AND p.prokind = 'p'
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS x
                    WHERE x.classid = 'pg_catalog.pg_proc'::regclass AND x.objid = p.oid AND x.deptype IN ('e', 'i'))
 ORDER BY n.nspname, 2;
