-- NOT NULL constraints that say more than that: added to the columns of "columns". They are objects with names since
-- PostgreSQL 18; one that a table has from another is said there.
SELECT k.conrelid AS "of",
       k.conkey[1] AS "number",
       k.conname AS "not_null_name",
       CASE WHEN NOT k.convalidated THEN 'true' END AS "not_null_not_valid",
       CASE WHEN k.connoinherit THEN 'true' END AS "not_null_no_inherit"
  FROM pg_catalog.pg_constraint AS k
  JOIN pg_catalog.pg_class AS c ON c.oid = k.conrelid
  JOIN pg_catalog.pg_attribute AS a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
 WHERE k.contype = 'n' AND k.conrelid >= 16384 AND k.conislocal /*only AND c.relname IN (:names) */
   AND (k.connoinherit OR NOT k.convalidated OR k.conname <> c.relname || '_' || a.attname || '_not_null');
