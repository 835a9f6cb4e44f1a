-- Columns of tables, in their order, without those that they only inherit. A default is printed without the table (0): with it, pg_get_expr would wait
-- behind an ALTER of the table; a generated column mentions others and needs it. "older" lends the words that older
-- servers' catalogs lack: a name that pg_attribute does not have is found one level further out. OFFSET 0 keeps the planner
-- to looking each table's columns up by index, whatever it believes of a catalog that grew since its statistics were made.
SELECT m.nspname AS "schema",
       m.relname AS "table",
       a.attname AS "name",
       format_type(a.atttypid, a.atttypmod) AS "type",
       CASE WHEN a.attcollation <> t.typcollation AND a.attcollation <> 0 THEN
            (SELECT CASE WHEN cn.nspname <> 'pg_catalog' THEN quote_ident(cn.nspname) || '.' ELSE '' END ||
                    CASE WHEN co.collname ~ '[."]' THEN '"' || replace(co.collname, '"', '""') || '"' ELSE co.collname END
               FROM pg_catalog.pg_collation AS co
               JOIN pg_catalog.pg_namespace AS cn ON cn.oid = co.collnamespace
              WHERE co.oid = a.attcollation)
       END AS "collation",
       CASE WHEN a.attnotnull THEN 'true' END AS "not_null",
       CASE WHEN a.attgenerated = '' THEN pg_get_expr(f.adbin, 0) END AS "default",
       CASE WHEN a.attgenerated <> '' THEN pg_get_expr(f.adbin, f.adrelid) END AS "generated",
       CASE WHEN a.attgenerated = 's' THEN 'true' END AS "stored",
       CASE a.attidentity WHEN 'a' THEN 'always' WHEN 'd' THEN 'default' END AS "identity",
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
       CASE WHEN s.seqcycle THEN 'true' END AS "identity_cycle",
       CASE WHEN a.attstorage <> t.typstorage THEN
            CASE a.attstorage WHEN 'p' THEN 'plain' WHEN 'e' THEN 'external' WHEN 'm' THEN 'main' ELSE 'extended' END
       END AS "storage",
       CASE a.attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END AS "compression",
       NULLIF(a.attstattarget, -1) AS "statistics",
       CASE WHEN m.commented THEN
            (SELECT d.description FROM pg_catalog.pg_description AS d
              WHERE d.objoid = a.attrelid AND d.classoid = 'pg_catalog.pg_class'::regclass AND d.objsubid = a.attnum)
       END AS "comment"
  FROM (SELECT ''::"char" AS attcompression) AS older
 CROSS JOIN (
       SELECT c.oid, n.nspname, c.relname, c.relispartition,
              c.oid IN (SELECT objoid FROM pg_catalog.pg_description
                         WHERE classoid = 'pg_catalog.pg_class'::regclass AND objsubid > 0) AS commented
         FROM pg_catalog.pg_class AS c
         JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p') AND c.reloftype = 0
          AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
          AND c.oid NOT IN (SELECT objid FROM pg_catalog.pg_depend
                             WHERE refclassid = 'pg_catalog.pg_extension'::regclass AND deptype = 'e'
                               AND classid = 'pg_catalog.pg_class'::regclass)
        ORDER BY n.nspname, c.relname
       OFFSET 0) AS m
 CROSS JOIN LATERAL (
       SELECT attrelid, attnum, attname, atttypid, atttypmod, attcollation, attnotnull, attgenerated, attidentity, atthasdef,
              attstorage, attcompression, attstattarget
         FROM pg_catalog.pg_attribute
        WHERE attrelid = m.oid AND attnum > 0 AND NOT attisdropped
          AND (attinhcount = 0 OR attislocal AND NOT m.relispartition)
       OFFSET 0) AS a
  JOIN pg_catalog.pg_type AS t ON t.oid = a.atttypid
  LEFT JOIN LATERAL (
       SELECT adbin, adrelid
         FROM pg_catalog.pg_attrdef
        WHERE a.atthasdef AND adrelid = a.attrelid AND adnum = a.attnum
       OFFSET 0) AS f ON true
  LEFT JOIN LATERAL (
       SELECT seqtypid, seqstart, seqincrement, seqmin, seqmax, seqcache, seqcycle
         FROM pg_catalog.pg_depend AS p
         JOIN pg_catalog.pg_sequence ON seqrelid = p.objid
        WHERE a.attidentity <> '' AND p.refobjid = a.attrelid AND p.refobjsubid = a.attnum AND p.deptype = 'i'
          AND p.classid = 'pg_catalog.pg_class'::regclass AND p.refclassid = 'pg_catalog.pg_class'::regclass
       OFFSET 0) AS s ON true
 ORDER BY m.nspname, m.relname, a.attnum;
