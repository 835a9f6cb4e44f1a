-- Checks of tables, without the word CHECK and the parentheses around all.
--
-- To print one, pg_get_expr opens its table and reads all about it, which takes longer than everything else. But it wants no
-- more of it than the columns' names, so it is given one and the same table of the catalog, and a check comes with the names
-- that pg_statistic has for columns of those numbers; the reader puts the table's own in their place. That would not do for
-- a check of further columns or of the whole row, nor where a name like those may stand for something else (of an argument,
-- for example): these are printed for their own table.
SELECT k.conrelid AS "of",
       k.conname AS "name",
       CASE WHEN NOT k.fits /* unlocked k.conrelid */ THEN pg_get_expr(k.conbin, k.conrelid) END AS "expression",
       CASE WHEN k.fits THEN pg_get_expr(k.conbin, 'pg_catalog.pg_statistic'::regclass) END AS "expression.stand_ins",
       CASE WHEN NOT k.convalidated AND k.conenforced THEN 'true' END AS "not_valid",
       CASE WHEN NOT k.conenforced THEN 'true' END AS "not_enforced",
       CASE WHEN k.connoinherit THEN 'true' END AS "no_inherit",
       d.description AS "comment"
  FROM (SELECT true AS conenforced) AS older
 CROSS JOIN LATERAL (
       SELECT oid, conname, conrelid, conbin, convalidated, conenforced, connoinherit, conislocal, coninhcount,
              COALESCE(conkey <@ '{1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31}'::int2[], true)
                  AND strpos(conbin::text, 'sta') = 0 AS fits
         FROM pg_catalog.pg_constraint
        WHERE contype = 'c' AND conrelid >= 16384
          /*only AND conrelid = ANY (ARRAY(SELECT oid FROM pg_catalog.pg_class WHERE relname IN (:names))) */) AS k
  JOIN pg_catalog.pg_class AS c ON c.oid = k.conrelid
  LEFT JOIN pg_catalog.pg_description AS d
         ON d.objoid = k.oid AND d.classoid = 'pg_catalog.pg_constraint'::regclass AND d.objsubid = 0
 WHERE c.relkind IN ('r', 'p', 'f') AND c.reloftype = 0 AND c.relpersistence <> 't'
   AND k.conislocal AND NOT (k.coninhcount > 0 AND c.relispartition);
