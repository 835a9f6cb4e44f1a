-- The parts of indexes that do not stand behind a constraint. pg_get_indexdef is asked for expressions only. An operator
-- class is said where it is not the type's default or has parameters, a collation where it is not that of the column or
-- expression, NULLS where it is not the order's own.
SELECT n.nspname AS "schema",
       c.relname AS "table",
       ic.relname AS "index",
       a.attname AS "column",
       CASE WHEN i.attnum = 0 THEN pg_get_indexdef(i.indexrelid, i.place, false) END AS "expression",
       CASE WHEN am.amname = 'btree' AND i.option & 1 = 1 THEN 'desc' END AS "order",
       CASE WHEN am.amname = 'btree' THEN CASE i.option WHEN 2 THEN 'first' WHEN 1 THEN 'last' END END AS "nulls",
       CASE WHEN NOT o.opcdefault OR i.options IS NOT NULL THEN
            CASE WHEN o.opcnamespace <> 'pg_catalog'::regnamespace
                 THEN (SELECT quote_ident(nspname) FROM pg_catalog.pg_namespace WHERE oid = o.opcnamespace) || '.'
                 ELSE '' END ||
            quote_ident(o.opcname) ||
            COALESCE(' (' || i.options || ')', '')
       END AS "opclass",
       CASE WHEN i.coll <> 0 AND i.coll <> COALESCE(a.attcollation, i.own_coll)
                 AND (i.attnum <> 0 OR strpos(pg_get_indexdef(i.indexrelid),
                                              pg_get_indexdef(i.indexrelid, i.place, false) || ' COLLATE ') > 0) THEN
            (SELECT CASE WHEN cn.nspname <> 'pg_catalog' THEN quote_ident(cn.nspname) || '.' ELSE '' END ||
                    CASE WHEN co.collname ~ '[."]' THEN '"' || replace(co.collname, '"', '""') || '"' ELSE co.collname END
               FROM pg_catalog.pg_collation AS co
               JOIN pg_catalog.pg_namespace AS cn ON cn.oid = co.collnamespace
              WHERE co.oid = i.coll)
       END AS "collation"
  FROM (SELECT indexrelid, indrelid, place, indkey[place - 1] AS attnum, indoption[place - 1] AS option,
               indcollation[place - 1] AS coll, indclass[place - 1] AS opclass,
               CASE WHEN indkey[place - 1] = 0 THEN
                    (SELECT t.typcollation
                       FROM pg_catalog.pg_attribute AS p JOIN pg_catalog.pg_type AS t ON t.oid = p.atttypid
                      WHERE p.attrelid = indexrelid AND p.attnum = place) END AS own_coll,
               CASE WHEN x.relam <> 403 THEN
                    (SELECT string_agg(o, ', ')
                       FROM pg_catalog.pg_attribute AS p CROSS JOIN LATERAL unnest(p.attoptions) AS o
                      WHERE p.attrelid = indexrelid AND p.attnum = place) END AS options
          FROM pg_catalog.pg_index
          JOIN pg_catalog.pg_class AS x ON x.oid = indexrelid
         CROSS JOIN LATERAL generate_series(1, indnkeyatts::int) AS place
         WHERE indisvalid AND indisready OR x.relname !~ '_cc(new|old)[0-9]*$') AS i
  JOIN pg_catalog.pg_class AS ic ON ic.oid = i.indexrelid
  JOIN pg_catalog.pg_am AS am ON am.oid = ic.relam
  JOIN pg_catalog.pg_class AS c ON c.oid = i.indrelid
  JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
  JOIN pg_catalog.pg_opclass AS o ON o.oid = i.opclass
  LEFT JOIN pg_catalog.pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = i.attnum AND i.attnum <> 0
 WHERE c.relkind IN ('r', 'p', 'm') AND c.reloftype = 0
   AND i.indexrelid NOT IN (SELECT inhrelid FROM pg_catalog.pg_inherits)
   AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
   AND c.oid NOT IN (SELECT objid FROM pg_catalog.pg_depend
                      WHERE refclassid = 'pg_catalog.pg_extension'::regclass AND deptype = 'e'
                        AND classid = 'pg_catalog.pg_class'::regclass)
   AND i.indexrelid NOT IN (SELECT conindid FROM pg_catalog.pg_constraint WHERE contype IN ('p', 'u', 'x'))
 ORDER BY n.nspname, c.relname, ic.relname, i.place;
