-- Sequences, but not those behind identity columns: these are words of the column. First, smallest and largest value are
-- said only where they are not what the type and the direction give, and whether it is logged where the table of its owner says
-- otherwise (before 15 none is unlogged). A sequence of a table that models cannot say is left to "unmodelled".
SELECT n.nspname AS "schema",
       c.relname AS "name",
       NULLIF(format_type(s.seqtypid, NULL), 'bigint') AS "type",
       CASE WHEN s.seqstart <> CASE WHEN s.seqincrement > 0 THEN s.seqmin ELSE s.seqmax END THEN s.seqstart END AS "start",
       NULLIF(s.seqincrement, 1) AS "increment",
       CASE WHEN s.seqmin <> CASE WHEN s.seqincrement > 0 THEN 1
                                  WHEN s.seqtypid = 'int2'::regtype THEN -32768
                                  WHEN s.seqtypid = 'int4'::regtype THEN -2147483648
                                  ELSE -9223372036854775808 END THEN s.seqmin END AS "min",
       CASE WHEN s.seqmax <> CASE WHEN s.seqincrement < 0 THEN -1
                                  WHEN s.seqtypid = 'int2'::regtype THEN 32767
                                  WHEN s.seqtypid = 'int4'::regtype THEN 2147483647
                                  ELSE 9223372036854775807 END THEN s.seqmax END AS "max",
       NULLIF(s.seqcache, 1) AS "cache",
       CASE WHEN s.seqcycle THEN 'true' END AS "cycle",
       CASE WHEN c.relpersistence = 'u' AND o.relpersistence IS DISTINCT FROM 'u' THEN 'true' END AS "unlogged",
       CASE WHEN c.relpersistence = 'p' AND o.relpersistence = 'u' AND current_setting('server_version_num')::int >= 150000 THEN 'true'
            END AS "logged",
       CASE WHEN o.relname ~ '[."]' THEN '"' || replace(o.relname, '"', '""') || '"' ELSE o.relname END || '.' ||
       CASE WHEN a.attname ~ '[."]' THEN '"' || replace(a.attname, '"', '""') || '"' ELSE a.attname END AS "owned_by",
       d.description AS "comment"
  FROM pg_catalog.pg_sequence AS s
  JOIN pg_catalog.pg_class AS c ON c.oid = s.seqrelid
  JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
  LEFT JOIN pg_catalog.pg_depend AS p
         ON p.classid = 'pg_catalog.pg_class'::regclass AND p.objid = c.oid AND p.objsubid = 0
        AND p.refclassid = 'pg_catalog.pg_class'::regclass AND p.refobjsubid > 0 AND p.deptype IN ('a', 'i')
  LEFT JOIN pg_catalog.pg_class AS o ON o.oid = p.refobjid
  LEFT JOIN pg_catalog.pg_attribute AS a ON a.attrelid = p.refobjid AND a.attnum = p.refobjsubid
  LEFT JOIN pg_catalog.pg_description AS d
         ON d.objoid = c.oid AND d.classoid = 'pg_catalog.pg_class'::regclass AND d.objsubid = 0
 WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
   /*only AND c.relname IN (:names) */
   AND p.deptype IS DISTINCT FROM 'i'
   AND (o.oid IS NULL OR o.relkind IN ('r', 'p', 'f') AND o.reloftype = 0)
   AND c.oid NOT IN (SELECT objid FROM pg_catalog.pg_depend
                      WHERE refclassid = 'pg_catalog.pg_extension'::regclass AND deptype = 'e'
                        AND classid = 'pg_catalog.pg_class'::regclass)
 ORDER BY n.nspname, c.relname;
