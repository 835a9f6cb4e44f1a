-- Where tables, materialized views and indexes are, and how rows are stored, where it is not as everything is: asked only where
-- there is another tablespace or access method. A partition that is where nobody said, while its whole says another place for new
-- ones, says so.
SELECT n.nspname AS "schema",
       COALESCE(t.relname, c.relname) AS "home",
       CASE WHEN t.oid IS NOT NULL THEN c.relname END AS "part",
       k.contype::text AS "constraint",
       CASE WHEN c.reltablespace <> 0 THEN s.spcname WHEN o.reltablespace <> 0 THEN 'pg_default' END AS "tablespace",
       CASE WHEN c.relkind IN ('r', 'p') THEN a.amname END AS "access_method"
  FROM pg_catalog.pg_class AS c
  JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
  LEFT JOIN pg_catalog.pg_tablespace AS s ON s.oid = c.reltablespace
  LEFT JOIN pg_catalog.pg_am AS a ON a.oid = c.relam AND a.oid <> 2
  LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = c.oid
  LEFT JOIN pg_catalog.pg_class AS t ON t.oid = i.indrelid
  LEFT JOIN pg_catalog.pg_constraint AS k ON k.conindid = c.oid AND k.contype IN ('p', 'u')
  LEFT JOIN pg_catalog.pg_inherits AS h ON h.inhrelid = c.oid AND c.relispartition AND c.relkind IN ('r', 'p')
  LEFT JOIN pg_catalog.pg_class AS o ON o.oid = h.inhparent
 WHERE c.relkind IN ('r', 'p', 'm', 'i', 'I') AND c.oid >= 16384 AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
   AND (c.reltablespace <> 0 OR o.reltablespace <> 0 OR c.relkind IN ('r', 'p') AND c.relam NOT IN (0, 2));
