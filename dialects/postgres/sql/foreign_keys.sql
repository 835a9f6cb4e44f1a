-- Foreign keys between tables. The referenced columns are said only where they are not the primary key in order.
SELECT n.nspname AS "schema",
       c.relname AS "table",
       k.conname AS "name",
       CASE WHEN cardinality(k.conkey) = 1 THEN '"' || replace(a.attname, '"', '""') || '"'
            ELSE (SELECT string_agg('"' || replace(b.attname, '"', '""') || '"', ', ' ORDER BY e.place)
                    FROM unnest(k.conkey) WITH ORDINALITY AS e (attnum, place)
                    JOIN pg_catalog.pg_attribute AS b ON b.attrelid = k.conrelid AND b.attnum = e.attnum)
       END AS "columns",
       r.relname AS "references",
       rn.nspname AS "references.schema",
       CASE WHEN p.conkey IS NULL THEN
            (SELECT string_agg('"' || replace(b.attname, '"', '""') || '"', ', ' ORDER BY e.place)
               FROM unnest(k.confkey) WITH ORDINALITY AS e (attnum, place)
               JOIN pg_catalog.pg_attribute AS b ON b.attrelid = k.confrelid AND b.attnum = e.attnum)
       END AS "referenced_columns",
       CASE k.confdeltype WHEN 'r' THEN 'restrict' WHEN 'c' THEN 'cascade' WHEN 'n' THEN 'set null'
                          WHEN 'd' THEN 'set default' END AS "on_delete",
       (SELECT string_agg('"' || replace(b.attname, '"', '""') || '"', ', ' ORDER BY e.place)
          FROM unnest(k.confdelsetcols) WITH ORDINALITY AS e (attnum, place)
          JOIN pg_catalog.pg_attribute AS b ON b.attrelid = k.conrelid AND b.attnum = e.attnum) AS "on_delete_columns",
       CASE k.confupdtype WHEN 'r' THEN 'restrict' WHEN 'c' THEN 'cascade' WHEN 'n' THEN 'set null'
                          WHEN 'd' THEN 'set default' END AS "on_update",
       CASE k.confmatchtype WHEN 'f' THEN 'full' END AS "match",
       CASE WHEN k.condeferred THEN 'deferred' WHEN k.condeferrable THEN 'immediate' END AS "deferrable",
       CASE WHEN NOT k.convalidated AND k.conenforced THEN 'true' END AS "not_valid",
       CASE WHEN NOT k.conenforced THEN 'true' END AS "not_enforced",
       d.description AS "comment"
  FROM (SELECT true AS conenforced, NULL::int2[] AS confdelsetcols, false AS conperiod) AS older
 CROSS JOIN LATERAL (
       SELECT oid, conname, conrelid, confrelid, conkey, confkey, confdeltype, confdelsetcols, confupdtype, confmatchtype,
              condeferrable, condeferred, convalidated, conenforced
         FROM pg_catalog.pg_constraint
        WHERE contype = 'f' AND conparentid = 0 AND NOT conperiod) AS k
  JOIN pg_catalog.pg_class AS c ON c.oid = k.conrelid
  JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
  JOIN pg_catalog.pg_class AS r ON r.oid = k.confrelid
  JOIN pg_catalog.pg_namespace AS rn ON rn.oid = r.relnamespace
  JOIN pg_catalog.pg_attribute AS a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
  LEFT JOIN pg_catalog.pg_constraint AS p ON p.conrelid = k.confrelid AND p.contype = 'p' AND p.conkey = k.confkey
  LEFT JOIN pg_catalog.pg_description AS d
         ON d.objoid = k.oid AND d.classoid = 'pg_catalog.pg_constraint'::regclass AND d.objsubid = 0
 WHERE c.relkind IN ('r', 'p') AND c.reloftype = 0
   AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
   AND c.oid NOT IN (SELECT objid FROM pg_catalog.pg_depend
                      WHERE refclassid = 'pg_catalog.pg_extension'::regclass AND deptype = 'e'
                        AND classid = 'pg_catalog.pg_class'::regclass)
   AND r.relkind IN ('r', 'p') AND r.reloftype = 0
 ORDER BY n.nspname, c.relname, k.conname;
