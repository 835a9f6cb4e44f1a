-- Privileges, object by object and role by role: what a role may do beyond what every new object of the sort gives it, and what
-- it may not do though a new one would let it. "all" is said where
-- nothing of several is missing. Roles are read, never their members.
WITH held (schema, "in", name, part, owner, acl, usual, sort) AS (
SELECT n.nspname,
       CASE c.relkind WHEN 'S' THEN 'sequences' WHEN 'v' THEN 'views' WHEN 'm' THEN 'materialized_views' ELSE 'tables' END,
       c.relname::text, NULL::text, c.relowner, c.relacl, p.initprivs, CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char"
  FROM pg_catalog.pg_class AS c
  JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
  LEFT JOIN pg_catalog.pg_init_privs AS p
         ON p.objoid = c.oid AND p.classoid = 'pg_catalog.pg_class'::regclass AND p.objsubid = 0
 WHERE c.relacl IS NOT NULL AND c.relkind IN ('r', 'p', 'f', 'v', 'm', 'S')
UNION ALL
SELECT n.nspname, CASE c.relkind WHEN 'v' THEN 'views' WHEN 'm' THEN 'materialized_views' ELSE 'tables' END,
       c.relname::text, a.attname::text, c.relowner, a.attacl, NULL, 'c'
  FROM pg_catalog.pg_attribute AS a
  JOIN pg_catalog.pg_class AS c ON c.oid = a.attrelid
  JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
 WHERE a.attacl IS NOT NULL AND a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'f', 'v', 'm')
UNION ALL
SELECT n.nspname, CASE p.prokind WHEN 'p' THEN 'procedures' WHEN 'a' THEN 'aggregates' ELSE 'functions' END,
       CASE WHEN p.proname ~ '[("]' THEN '"' || replace(p.proname, '"', '""') || '"' ELSE p.proname END || '(' ||
       CASE WHEN p.prokind = 'a' AND (SELECT g.aggkind FROM pg_catalog.pg_aggregate AS g WHERE g.aggfnoid = p.oid) <> 'n'
            THEN pg_get_function_identity_arguments(p.oid)
            ELSE COALESCE((SELECT string_agg(format_type(a.t, NULL), ', ' ORDER BY a.place)
                             FROM unnest(p.proargtypes) WITH ORDINALITY AS a (t, place)),
                          CASE p.prokind WHEN 'a' THEN '*' ELSE '' END) END || ')',
       NULL, p.proowner, p.proacl, NULL, 'f'
  FROM pg_catalog.pg_proc AS p
  JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
 WHERE p.proacl IS NOT NULL
UNION ALL
SELECT n.nspname, CASE t.typtype WHEN 'e' THEN 'enums' WHEN 'd' THEN 'domains' WHEN 'r' THEN 'ranges' ELSE 'composites' END,
       t.typname::text, NULL, t.typowner, t.typacl, NULL, 'T'
  FROM pg_catalog.pg_type AS t
  JOIN pg_catalog.pg_namespace AS n ON n.oid = t.typnamespace
 WHERE t.typacl IS NOT NULL AND t.typtype IN ('e', 'd', 'r', 'c')
UNION ALL
SELECT n.nspname, 'schemas', n.nspname::text, NULL, n.nspowner, n.nspacl, p.initprivs, 'n'
  FROM pg_catalog.pg_namespace AS n
  LEFT JOIN pg_catalog.pg_init_privs AS p
         ON p.objoid = n.oid AND p.classoid = 'pg_catalog.pg_namespace'::regclass AND p.objsubid = 0
 WHERE n.nspacl IS NOT NULL
UNION ALL
SELECT n.nspname, 'default_privileges',
       CASE d.defaclobjtype WHEN 'r' THEN 'tables' WHEN 'S' THEN 'sequences' WHEN 'f' THEN 'functions' WHEN 'T' THEN 'types'
                            WHEN 'n' THEN 'schemas' ELSE 'large objects' END ||
       ' of ' || pg_get_userbyid(d.defaclrole) || CASE WHEN d.defaclnamespace = 0 THEN ' in every schema' ELSE '' END,
       NULL, d.defaclrole, d.defaclacl, CASE WHEN d.defaclnamespace <> 0 THEN acldefault('c', d.defaclrole) END,
       CASE d.defaclobjtype WHEN 'S' THEN 's'::"char" ELSE d.defaclobjtype END
  FROM pg_catalog.pg_default_acl AS d
  LEFT JOIN pg_catalog.pg_namespace AS n ON n.oid = d.defaclnamespace
), item AS (
SELECT h.schema, h."in", h.name, h.part, h.sort, h.owner, x.grantee, x.privilege_type, x.state
  FROM held AS h
 CROSS JOIN LATERAL (
       SELECT grantee, privilege_type,
              CASE WHEN a.grantable IS NULL THEN 'revoked' WHEN a.grantable THEN 'grantable' ELSE 'privileges' END AS state,
              a.grantable IS NOT DISTINCT FROM u.grantable AS usual
         FROM (SELECT grantee, privilege_type, bool_or(is_grantable) AS grantable
                 FROM aclexplode(h.acl) GROUP BY 1, 2) AS a
         FULL JOIN (SELECT grantee, privilege_type, bool_or(is_grantable) AS grantable
                      FROM aclexplode(COALESCE(h.usual, acldefault(h.sort, h.owner))) GROUP BY 1, 2) AS u
              USING (grantee, privilege_type)) AS x
 WHERE NOT x.usual
   AND COALESCE(h.schema, '') !~ '^pg_' AND h.schema IS DISTINCT FROM 'information_schema'
), said AS (
SELECT schema, "in", name, grantee, state,
       CASE WHEN count(*) > 1 AND
                 count(*) = CASE sort WHEN 'c' THEN 4 ELSE (SELECT count(*) FROM aclexplode(acldefault(sort, owner)) AS d
                                                             WHERE d.grantee = owner) END
            THEN ARRAY['all' || COALESCE(' (' || part || ')', '')]
            ELSE array_agg(lower(privilege_type) || COALESCE(' (' || part || ')', '')) END AS words
  FROM item
 GROUP BY schema, "in", name, grantee, state, part, sort, owner
)
SELECT s.schema AS "schema",
       s."in" AS "in",
       s.name AS "table",
       COALESCE(r.rolname, CASE s.grantee WHEN 0 THEN 'public' ELSE 'role ' || s.grantee END) AS "name",
       string_agg(w.list, ', ' ORDER BY w.list COLLATE "C") FILTER (WHERE s.state = 'privileges') AS "privileges",
       string_agg(w.list, ', ' ORDER BY w.list COLLATE "C") FILTER (WHERE s.state = 'grantable') AS "grantable",
       string_agg(w.list, ', ' ORDER BY w.list COLLATE "C") FILTER (WHERE s.state = 'revoked') AS "revoked"
  FROM said AS s
 CROSS JOIN LATERAL (SELECT '"' || replace(word, '"', '""') || '"' AS list FROM unnest(s.words) AS word) AS w
  LEFT JOIN pg_catalog.pg_roles AS r ON r.oid = s.grantee
 GROUP BY s.schema, s."in", s.name, s.grantee, r.rolname
 ORDER BY s.schema, s."in" COLLATE "C", s.name COLLATE "C", 4;
