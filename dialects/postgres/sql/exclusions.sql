-- Exclusion constraints. A partition's copy of its parent's is not said.
SELECT n.nspname AS "schema",
       c.relname AS "table",
       k.conname AS "name",
       CASE WHEN true /* unlocked k.conrelid */ THEN pg_get_constraintdef(k.oid) END AS "definition",
       d.description AS "comment"
  FROM pg_catalog.pg_constraint AS k
  JOIN pg_catalog.pg_class AS c ON c.oid = k.conrelid
  JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
  LEFT JOIN pg_catalog.pg_description AS d
         ON d.objoid = k.oid AND d.classoid = 'pg_catalog.pg_constraint'::regclass AND d.objsubid = 0
 WHERE k.contype = 'x' AND k.conparentid = 0 AND c.relkind IN ('r', 'p')
   /*only AND c.relname IN (:names) */
   AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
 ORDER BY n.nspname, c.relname, k.conname;
