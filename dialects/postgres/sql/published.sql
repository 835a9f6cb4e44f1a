-- The tables of publications, with the columns and rows that they are restricted to.
SELECT p.pubname AS "table",
       quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS "name",
       (SELECT string_agg('"' || replace(a.attname, '"', '""') || '"', ', ' ORDER BY a.attnum)
          FROM unnest(r.prattrs) AS k (attnum) JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = k.attnum) AS "columns",
       CASE WHEN true /* unlocked r.prrelid */ THEN pg_get_expr(r.prqual, r.prrelid) END AS "where"
  FROM pg_catalog.pg_publication AS p
  JOIN pg_catalog.pg_publication_rel AS r ON r.prpubid = p.oid
  JOIN pg_catalog.pg_class AS c ON c.oid = r.prrelid
  JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
 ORDER BY p.pubname, n.nspname, c.relname;
