-- What only few columns have: it is added to the columns of "columns". A generated column mentions others and needs the
-- table. "older" lends the words that older servers' catalogs lack: a name that pg_attribute does not have is found one level
-- further out. OFFSET 0 keeps the planner to looking for what is unusual first.
SELECT a.attrelid AS "of",
       a.attnum AS "number",
       CASE WHEN a.attcollation <> a.typcollation AND a.attcollation <> 0 THEN
            (SELECT CASE WHEN cn.nspname <> 'pg_catalog' THEN quote_ident(cn.nspname) || '.' ELSE '' END ||
                    CASE WHEN co.collname ~ '[."]' THEN '"' || replace(co.collname, '"', '""') || '"' ELSE co.collname END
               FROM pg_catalog.pg_collation AS co
               JOIN pg_catalog.pg_namespace AS cn ON cn.oid = co.collnamespace
              WHERE co.oid = a.attcollation)
       END AS "collation",
       CASE WHEN a.attgenerated <> '' THEN
            (SELECT CASE WHEN true /* unlocked f.adrelid */ THEN pg_get_expr(f.adbin, f.adrelid) END
               FROM pg_catalog.pg_attrdef AS f
              WHERE f.adrelid = a.attrelid AND f.adnum = a.attnum)
       END AS "generated",
       CASE WHEN a.attgenerated = 's' THEN 'true' END AS "stored",
       CASE WHEN s.seqstart <> CASE WHEN s.seqincrement > 0 THEN s.seqmin ELSE s.seqmax END THEN s.seqstart END
           AS "identity_start",
       NULLIF(s.seqincrement, 1) AS "identity_increment",
       CASE WHEN s.seqmin <> CASE WHEN s.seqincrement > 0 THEN 1
                                  WHEN s.seqtypid = 'int2'::regtype THEN -32768
                                  WHEN s.seqtypid = 'int4'::regtype THEN -2147483648
                                  ELSE -9223372036854775808 END THEN s.seqmin END AS "identity_min",
       CASE WHEN s.seqmax <> CASE WHEN s.seqincrement < 0 THEN -1
                                  WHEN s.seqtypid = 'int2'::regtype THEN 32767
                                  WHEN s.seqtypid = 'int4'::regtype THEN 2147483647
                                  ELSE 9223372036854775807 END THEN s.seqmax END AS "identity_max",
       NULLIF(s.seqcache, 1) AS "identity_cache",
       CASE WHEN s.seqname <> c.relname || '_' || a.attname || '_seq' THEN s.seqname END AS "identity_name",
       CASE WHEN s.seqcycle THEN 'true' END AS "identity_cycle",
       CASE WHEN a.attstorage <> a.typstorage THEN
            CASE a.attstorage WHEN 'p' THEN 'plain' WHEN 'e' THEN 'external' WHEN 'm' THEN 'main' ELSE 'extended' END
       END AS "storage",
       CASE a.attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END AS "compression",
       NULLIF(a.attstattarget, -1) AS "statistics",
       CASE WHEN a.attoptions::text LIKE '%n_distinct%' THEN
            (SELECT string_agg(o, ', ' ORDER BY o COLLATE "C") FROM unnest(a.attoptions) AS o WHERE o LIKE 'n_distinct%')
       END AS "estimates",
       CASE WHEN a.attfdwoptions IS NOT NULL THEN
            (SELECT string_agg(quote_ident(o.option_name) || ' ' || quote_literal(o.option_value), ', ' ORDER BY o.place)
               FROM (SELECT option_name, option_value, row_number() OVER () AS place FROM pg_options_to_table(a.attfdwoptions)) AS o
              WHERE o.option_name !~* '(password|passwd|passphrase|secret|token|private_key)')
       END AS "options",
       a.description AS "comment"
  FROM (SELECT ''::"char" AS attcompression) AS older
 CROSS JOIN LATERAL (
       SELECT attrelid, attnum, attname, attcollation, attgenerated, attidentity, attstorage, attcompression, attstattarget,
              attfdwoptions, attoptions, typcollation, typstorage, description
         FROM pg_catalog.pg_attribute
         JOIN pg_catalog.pg_type AS t ON t.oid = atttypid
         LEFT JOIN pg_catalog.pg_description
                ON objoid = attrelid AND classoid = 'pg_catalog.pg_class'::regclass AND objsubid = attnum
        WHERE attrelid >= 16384 AND attnum > 0 AND NOT attisdropped
          /*only AND attrelid = ANY (ARRAY(SELECT oid FROM pg_catalog.pg_class WHERE relname IN (:names))) */
          AND (attcollation <> typcollation AND attcollation <> 0 OR attgenerated <> '' OR attidentity <> ''
               OR attstorage <> typstorage OR attcompression <> '' OR attstattarget <> -1 OR attfdwoptions IS NOT NULL OR attoptions::text LIKE '%n_distinct%'
               OR description IS NOT NULL)
       OFFSET 0) AS a
  JOIN pg_catalog.pg_class AS c ON c.oid = a.attrelid
  LEFT JOIN LATERAL (
       SELECT q.relname AS seqname, seqtypid, seqstart, seqincrement, seqmin, seqmax, seqcache, seqcycle
         FROM pg_catalog.pg_depend AS p
         JOIN pg_catalog.pg_sequence ON seqrelid = p.objid
         JOIN pg_catalog.pg_class AS q ON q.oid = p.objid
        WHERE a.attidentity <> '' AND p.refobjid = a.attrelid AND p.refobjsubid = a.attnum AND p.deptype = 'i'
          AND p.classid = 'pg_catalog.pg_class'::regclass AND p.refclassid = 'pg_catalog.pg_class'::regclass
       OFFSET 0) AS s ON true
 WHERE c.relkind IN ('r', 'p', 'f');
