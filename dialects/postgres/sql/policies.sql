-- Row level security policies. One that is for everybody names no roles.
SELECT n.nspname AS "schema",
       c.relname AS "table",
       p.polname AS "name",
       CASE p.polcmd WHEN 'r' THEN 'select' WHEN 'a' THEN 'insert' WHEN 'w' THEN 'update' WHEN 'd' THEN 'delete' END
           AS "command",
       CASE WHEN NOT p.polpermissive THEN 'true' END AS "restrictive",
       (SELECT string_agg('"' || replace(r.rolname, '"', '""') || '"', ', ' ORDER BY r.rolname)
          FROM pg_catalog.pg_roles AS r
         WHERE r.oid = ANY (p.polroles)) AS "roles",
       CASE WHEN true /* unlocked p.oid */ THEN pg_get_expr(p.polqual, p.polrelid) END AS "using",
       CASE WHEN true /* unlocked p.oid */ THEN pg_get_expr(p.polwithcheck, p.polrelid) END AS "check",
       d.description AS "comment"
  FROM pg_catalog.pg_policy AS p
  JOIN pg_catalog.pg_class AS c ON c.oid = p.polrelid
  JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
  LEFT JOIN pg_catalog.pg_description AS d
         ON d.objoid = p.oid AND d.classoid = 'pg_catalog.pg_policy'::regclass AND d.objsubid = 0
 WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
   /*only AND c.relname IN (:names) */
 ORDER BY n.nspname, c.relname, p.polname;
