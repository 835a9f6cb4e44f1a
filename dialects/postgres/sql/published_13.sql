-- The tables of publications: whole ones until PostgreSQL 15.
SELECT p.pubname AS "table",
       quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS "name"
  FROM pg_catalog.pg_publication AS p
  JOIN pg_catalog.pg_publication_rel AS r ON r.prpubid = p.oid
  JOIN pg_catalog.pg_class AS c ON c.oid = r.prrelid
  JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
 ORDER BY p.pubname, n.nspname, c.relname;
