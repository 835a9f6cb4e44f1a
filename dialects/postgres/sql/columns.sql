-- Columns of tables. Their defaults are in "column_defaults", and what few columns have is in "column_details". Of the columns
-- that a table only inherits, and of materialized views, just the names are lent to their indexes.
SELECT a.attrelid AS "of",
       a.attnum AS "number",
       a.attname AS "name",
       format_type(a.atttypid, a.atttypmod) AS "type",
       CASE WHEN a.attnotnull THEN 'true' END AS "not_null",
       CASE a.attidentity WHEN 'a' THEN 'always' WHEN 'd' THEN 'default' END AS "identity",
       CASE WHEN c.relkind = 'm' OR a.attinhcount > 0 AND (c.relispartition OR NOT a.attislocal) THEN 'true' END AS "lent"
  FROM pg_catalog.pg_class AS c
  JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid
 WHERE c.relkind IN ('r', 'p', 'f', 'm') AND c.oid >= 16384 AND a.attnum > 0 AND NOT a.attisdropped
   /*only AND c.relname IN (:names) */;
