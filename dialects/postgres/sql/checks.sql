-- Checks of tables, without the word CHECK and the parentheses around all.
SELECT k.conrelid AS "of",
       k.conname AS "name",
       CASE WHEN true /* unlocked k.conrelid */ THEN pg_get_expr(k.conbin, k.conrelid) END AS "expression",
       CASE WHEN NOT k.convalidated AND k.conenforced THEN 'true' END AS "not_valid",
       CASE WHEN NOT k.conenforced THEN 'true' END AS "not_enforced",
       CASE WHEN k.connoinherit THEN 'true' END AS "no_inherit",
       d.description AS "comment"
  FROM (SELECT true AS conenforced) AS older
 CROSS JOIN LATERAL (
       SELECT oid, conname, conrelid, conbin, convalidated, conenforced, connoinherit, conislocal, coninhcount
         FROM pg_catalog.pg_constraint
        WHERE contype = 'c' AND conrelid >= 16384
          /*only AND conrelid = ANY (ARRAY(SELECT oid FROM pg_catalog.pg_class WHERE relname IN (:names))) */) AS k
  JOIN pg_catalog.pg_class AS c ON c.oid = k.conrelid
  LEFT JOIN pg_catalog.pg_description AS d
         ON d.objoid = k.oid AND d.classoid = 'pg_catalog.pg_constraint'::regclass AND d.objsubid = 0
 WHERE c.relkind IN ('r', 'p', 'f') AND c.reloftype = 0 AND c.relpersistence <> 't'
   AND k.conislocal AND NOT (k.coninhcount > 0 AND c.relispartition);
