-- Foreign keys between tables. What refers to an extension's table, which has no number here, says it by name.
SELECT k.conrelid AS "of",
       k.conname AS "name",
       k.conkey AS "columns.numbers",
       CASE WHEN e.objid IS NULL THEN k.confrelid END AS "references.id",
       CASE WHEN e.objid IS NULL THEN k.confkey END AS "referenced_columns.numbers_there",
       CASE WHEN e.objid IS NOT NULL THEN (SELECT r.relname FROM pg_catalog.pg_class AS r WHERE r.oid = e.objid)
       END AS "references",
       CASE WHEN e.objid IS NOT NULL THEN
            (SELECT n.nspname
               FROM pg_catalog.pg_class AS r JOIN pg_catalog.pg_namespace AS n ON n.oid = r.relnamespace
              WHERE r.oid = e.objid)
       END AS "references.schema",
       CASE WHEN e.objid IS NOT NULL AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS p
                                                      WHERE p.conrelid = e.objid AND p.contype = 'p' AND p.conkey = k.confkey) THEN
            (SELECT string_agg('"' || replace(b.attname, '"', '""') || '"', ', ' ORDER BY f.place)
               FROM unnest(k.confkey) WITH ORDINALITY AS f (attnum, place)
               JOIN pg_catalog.pg_attribute AS b ON b.attrelid = e.objid AND b.attnum = f.attnum)
       END AS "referenced_columns",
       CASE WHEN k.conperiod THEN 'true' END AS "period",
       CASE k.confdeltype WHEN 'r' THEN 'restrict' WHEN 'c' THEN 'cascade' WHEN 'n' THEN 'set null'
                          WHEN 'd' THEN 'set default' END AS "on_delete",
       k.confdelsetcols AS "on_delete_columns.numbers",
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
              condeferrable, condeferred, convalidated, conenforced, conperiod
         FROM pg_catalog.pg_constraint
        WHERE contype = 'f' AND conparentid = 0 AND conrelid >= 16384
          /*only AND conrelid = ANY (ARRAY(SELECT oid FROM pg_catalog.pg_class WHERE relname IN (:names))) */) AS k
  LEFT JOIN (SELECT objid
               FROM pg_catalog.pg_depend
              WHERE refclassid = 'pg_catalog.pg_extension'::regclass AND deptype = 'e'
                AND classid = 'pg_catalog.pg_class'::regclass) AS e ON e.objid = k.confrelid
  LEFT JOIN pg_catalog.pg_description AS d
         ON d.objoid = k.oid AND d.classoid = 'pg_catalog.pg_constraint'::regclass AND d.objsubid = 0;
