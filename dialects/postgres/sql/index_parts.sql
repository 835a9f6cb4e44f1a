-- What is special about parts of indexes: added to the parts of "indexes". pg_get_indexdef is asked for expressions only. An
-- operator class is said where it is not the type's default or has parameters, a collation where it is not that of the
-- column or expression, NULLS where it is not the order's own. Most indexes have plain columns, and the first condition, which
-- is cheap, leaves them out; of a method other than btree (403) all are looked at.
SELECT i.indexrelid AS "of",
       i.place AS "number",
       CASE WHEN i.attnum = 0 THEN pg_get_indexdef(i.indexrelid, i.place, false) END AS "expression",
       CASE WHEN c.relam = 403 AND i.option & 1 = 1 THEN 'desc' END AS "order",
       CASE WHEN c.relam = 403 THEN CASE i.option WHEN 2 THEN 'first' WHEN 1 THEN 'last' END END AS "nulls",
       CASE WHEN NOT o.opcdefault OR p.attoptions IS NOT NULL THEN
            CASE WHEN o.opcnamespace <> 'pg_catalog'::regnamespace
                 THEN (SELECT quote_ident(nspname) FROM pg_catalog.pg_namespace WHERE oid = o.opcnamespace) || '.'
                 ELSE '' END ||
            quote_ident(o.opcname) ||
            COALESCE((SELECT ' (' || string_agg(x, ', ') || ')' FROM unnest(p.attoptions) AS x), '')
       END AS "opclass",
       CASE WHEN i.coll <> 0 AND i.coll <> CASE WHEN i.attnum = 0 THEN t.typcollation ELSE a.attcollation END
                 AND (i.attnum <> 0 OR strpos(pg_get_indexdef(i.indexrelid),
                                              pg_get_indexdef(i.indexrelid, i.place, false) || ' COLLATE ') > 0) THEN
            (SELECT CASE WHEN cn.nspname <> 'pg_catalog' THEN quote_ident(cn.nspname) || '.' ELSE '' END ||
                    CASE WHEN co.collname ~ '[."]' THEN '"' || replace(co.collname, '"', '""') || '"' ELSE co.collname END
               FROM pg_catalog.pg_collation AS co
               JOIN pg_catalog.pg_namespace AS cn ON cn.oid = co.collnamespace
              WHERE co.oid = i.coll)
       END AS "collation"
  FROM (SELECT indexrelid, indrelid, place::int, indkey[place - 1] AS attnum, indoption[place - 1] AS option,
               indcollation[place - 1] AS coll, indclass[place - 1] AS opclass
          FROM (SELECT indexrelid, indrelid, indkey, indoption, indcollation, indclass, indnkeyatts
                  FROM pg_catalog.pg_index
                 WHERE indexrelid >= 16384 /* unlocked indrelid */ AND NOT indisprimary AND NOT indisexclusion
                   /*only AND indrelid = ANY (ARRAY(SELECT oid FROM pg_catalog.pg_class WHERE relname IN (:names))) */
                   AND (0 = ANY (indkey::int2[]) OR 0 <> ANY (indoption::int2[]) OR NOT indcollation::oid[] <@ '{0,100}'
                        OR NOT indclass::oid[] <@ ARRAY(SELECT oid FROM pg_catalog.pg_opclass
                                                         WHERE opcdefault AND opcmethod = 403)
                        OR 100 = ANY (indcollation::oid[]) AND indrelid IN (SELECT attrelid FROM pg_catalog.pg_attribute
                                                                             WHERE attrelid >= 16384
                                                                               AND attcollation NOT IN (0, 100)))
                OFFSET 0) AS special
         CROSS JOIN LATERAL generate_series(1, indnkeyatts::int) AS place) AS i
  JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid
  JOIN pg_catalog.pg_opclass AS o ON o.oid = i.opclass
  JOIN pg_catalog.pg_attribute AS p ON p.attrelid = i.indexrelid AND p.attnum = i.place
  JOIN pg_catalog.pg_type AS t ON t.oid = p.atttypid
  LEFT JOIN pg_catalog.pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = i.attnum AND i.attnum <> 0
 WHERE NOT c.relispartition AND c.relnamespace <> 'pg_toast'::regnamespace AND c.relpersistence <> 't';
