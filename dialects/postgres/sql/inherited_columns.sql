-- What columns that a table only inherits have otherwise than where they come from. One that goes along with the others in all is
-- not said; a primary key says NOT NULL itself, and since 18 that is a constraint that may be kept from heirs; a statistics target that is not set here counts as the other's. A default that was handed down
-- is the very same tree, so few are printed.
SELECT n.nspname AS "schema",
       c.relname AS "table",
       a.attname AS "name",
       CASE WHEN a.other_default AND x.adbin IS NOT NULL AND
                 pg_get_expr(x.adbin, 0) IS DISTINCT FROM pg_get_expr(y.adbin, 0) THEN pg_get_expr(x.adbin, 0) END AS "default",
       CASE WHEN a.other_default AND x.adbin IS NULL THEN 'true' END AS "no_default",
       CASE WHEN a.attnotnull AND a.other_not_null THEN 'true' END AS "not_null",
       CASE WHEN a.attnotnull AND a.other_not_null THEN
            (SELECT k.conname FROM pg_catalog.pg_constraint AS k
              WHERE k.conrelid = a.attrelid AND k.contype = 'n' AND k.conkey[1] = a.attnum
                AND k.conname <> c.relname || '_' || a.attname || '_not_null') END AS "not_null_name",
       CASE WHEN a.other_not_null AND NOT a.attnotnull THEN 'true' END AS "nullable",
       CASE WHEN a.attstorage <> a.storage_there THEN
            CASE a.attstorage WHEN 'p' THEN 'plain' WHEN 'e' THEN 'external' WHEN 'm' THEN 'main' ELSE 'extended' END
       END AS "storage",
       CASE WHEN a.attstattarget IS DISTINCT FROM a.target_there THEN NULLIF(a.attstattarget, -1) END AS "statistics",
       CASE WHEN a.attoptions::text LIKE '%n_distinct%' THEN
            (SELECT string_agg(o, ', ' ORDER BY o COLLATE "C") FROM unnest(a.attoptions) AS o WHERE o LIKE 'n_distinct%')
       END AS "estimates",
       d.description AS "comment"
  FROM (SELECT DISTINCT ON (a.attrelid, a.attnum)
               a.attrelid, a.attnum, a.attname, a.attnotnull,
               a.attnotnull <> bool_or(b.attnotnull AND (b.attrelid, b.attnum) NOT IN
                   (SELECT conrelid, conkey[1] FROM pg_catalog.pg_constraint WHERE contype = 'n' AND connoinherit))
                   OVER (PARTITION BY a.attrelid, a.attnum)
               AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS k
                                WHERE k.conrelid = a.attrelid AND k.contype = 'p' AND a.attnum = ANY (k.conkey)) AS other_not_null, a.attstorage, a.attstattarget, a.attoptions,
               b.attrelid AS there, b.attnum AS number_there, b.attstorage AS storage_there, b.attstattarget AS target_there,
               a.attgenerated = '' AND b.attgenerated = '' AND (a.atthasdef OR b.atthasdef) AND x.adbin::text IS DISTINCT FROM y.adbin::text
                   AS other_default
          FROM pg_catalog.pg_inherits AS i
          JOIN pg_catalog.pg_class AS c ON c.oid = i.inhrelid AND c.relkind IN ('r', 'p', 'f') AND c.reloftype = 0
          JOIN pg_catalog.pg_attribute AS a
               ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attinhcount > 0 AND (c.relispartition OR NOT a.attislocal)
          JOIN pg_catalog.pg_attribute AS b ON b.attrelid = i.inhparent AND b.attname = a.attname AND NOT b.attisdropped
          LEFT JOIN pg_catalog.pg_attrdef AS x ON x.adrelid = a.attrelid AND x.adnum = a.attnum
          LEFT JOIN pg_catalog.pg_attrdef AS y ON y.adrelid = b.attrelid AND y.adnum = b.attnum
         WHERE true /*only AND c.relname IN (:names) */
         ORDER BY a.attrelid, a.attnum, i.inhseqno) AS a
  JOIN pg_catalog.pg_class AS c ON c.oid = a.attrelid
  JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
  LEFT JOIN pg_catalog.pg_attrdef AS x ON x.adrelid = a.attrelid AND x.adnum = a.attnum
  LEFT JOIN pg_catalog.pg_attrdef AS y ON y.adrelid = a.there AND y.adnum = a.number_there
  LEFT JOIN pg_catalog.pg_description AS d
         ON d.objoid = a.attrelid AND d.classoid = 'pg_catalog.pg_class'::regclass AND d.objsubid = a.attnum
 WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
   AND (a.other_default AND CASE WHEN x.adbin IS NOT NULL AND y.adbin IS NOT NULL
                                 THEN pg_get_expr(x.adbin, 0) <> pg_get_expr(y.adbin, 0) ELSE true END
        OR a.other_not_null OR a.attstorage <> a.storage_there
        OR a.attstattarget >= 0 AND a.attstattarget IS DISTINCT FROM a.target_there OR a.attoptions::text LIKE '%n_distinct%'
        OR d.description IS NOT NULL)
 ORDER BY n.nspname, c.relname, a.attnum;
