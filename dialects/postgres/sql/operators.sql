-- Operators, but not those that only others speak of ("unmodelled"). A commutator or negator is said with its schema where that is
-- another one; its types go without saying.
SELECT n.nspname AS "schema",
       o.oprname || '(' || CASE WHEN o.oprleft = 0 THEN 'none' ELSE format_type(o.oprleft, NULL) END || ', ' ||
       CASE WHEN o.oprright = 0 THEN 'none' ELSE format_type(o.oprright, NULL) END || ')' AS "name",
       (SELECT quote_ident(s.nspname) || '.' || quote_ident(p.proname)
          FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_namespace AS s ON s.oid = p.pronamespace
         WHERE p.oid = o.oprcode) AS "function",
       CASE WHEN c.oprnamespace <> o.oprnamespace THEN quote_ident(cs.nspname) || '.' ELSE '' END || c.oprname AS "commutator",
       CASE WHEN g.oprnamespace <> o.oprnamespace THEN quote_ident(gs.nspname) || '.' ELSE '' END || g.oprname AS "negator",
       (SELECT quote_ident(s.nspname) || '.' || quote_ident(p.proname)
          FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_namespace AS s ON s.oid = p.pronamespace
         WHERE p.oid = o.oprrest) AS "restrict",
       (SELECT quote_ident(s.nspname) || '.' || quote_ident(p.proname)
          FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_namespace AS s ON s.oid = p.pronamespace
         WHERE p.oid = o.oprjoin) AS "join",
       CASE WHEN o.oprcanhash THEN 'true' END AS "hashes",
       CASE WHEN o.oprcanmerge THEN 'true' END AS "merges",
       d.description AS "comment"
  FROM pg_catalog.pg_operator AS o
  JOIN pg_catalog.pg_namespace AS n ON n.oid = o.oprnamespace
  LEFT JOIN pg_catalog.pg_operator AS c ON c.oid = o.oprcom
  LEFT JOIN pg_catalog.pg_namespace AS cs ON cs.oid = c.oprnamespace
  LEFT JOIN pg_catalog.pg_operator AS g ON g.oid = o.oprnegate
  LEFT JOIN pg_catalog.pg_namespace AS gs ON gs.oid = g.oprnamespace
  LEFT JOIN pg_catalog.pg_description AS d
         ON d.objoid = o.oid AND d.classoid = 'pg_catalog.pg_operator'::regclass AND d.objsubid = 0
 WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
   AND o.oprcode <> 0 /*only AND o.oprname IN (:names) */
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS x
                    WHERE x.classid = 'pg_catalog.pg_operator'::regclass AND x.objid = o.oid AND x.deptype IN ('e', 'i'))
 ORDER BY n.nspname, 2;
