-- Defaults: added to the columns of "columns". They are printed without the table (0): with it, pg_get_expr would wait behind
-- an ALTER of the table. What mentions a column is no default but what a generated column is computed from: it is in
-- "column_details".
SELECT d.adrelid AS "of",
       d.adnum AS "number",
       pg_get_expr(d.adbin, 0) AS "default"
  FROM pg_catalog.pg_attrdef AS d
 WHERE d.adrelid >= 16384
   /*only AND d.adrelid = ANY (ARRAY(SELECT oid FROM pg_catalog.pg_class WHERE relname IN (:names))) */
   AND CASE WHEN strpos(d.adbin::text, '{VAR ') > 0 THEN false ELSE true END;
