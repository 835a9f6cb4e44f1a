-- Everything that models cannot say yet, so that nothing is passed over in silence: one row an object, "what" in the
-- server's words. What belongs to an extension is left out: the extension stands for it.
WITH RECURSIVE ours AS MATERIALIZED (
SELECT oid, nspname FROM pg_catalog.pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
), odd AS MATERIALIZED (
SELECT c.oid, n.nspname, c.relname, c.relkind, c.reloftype, c.relam, c.reltablespace, c.relispartition
  FROM pg_catalog.pg_class AS c
  JOIN ours AS n ON n.oid = c.relnamespace
 WHERE c.reloftype <> 0 OR c.reltablespace <> 0
    OR c.relkind = 'm' AND c.relam <> 2
), heirs AS MATERIALIZED (
SELECT c.oid, n.nspname, c.relname, c.relnamespace, c.relispartition, i.inhparent, i.inhseqno
  FROM pg_catalog.pg_inherits AS i
  JOIN pg_catalog.pg_class AS c ON c.oid = i.inhrelid
  JOIN ours AS n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'p') AND c.reloftype = 0
), strange AS (
SELECT oid FROM odd WHERE reloftype <> 0
 UNION
SELECT w.ev_class
  FROM strange AS s
  JOIN pg_catalog.pg_depend AS d
       ON d.refclassid = 'pg_class'::regclass AND d.refobjid = s.oid AND d.classid = 'pg_rewrite'::regclass
  JOIN pg_catalog.pg_rewrite AS w ON w.oid = d.objid AND w.rulename = '_RETURN'
), found (classid, oid, nspname, name, what, "on", "table") AS (
SELECT 'pg_class'::regclass, oid, nspname, relname::text,
       'typed table', NULL::text, NULL::oid
  FROM odd
 WHERE relkind = 'r' AND reloftype <> 0
UNION ALL
SELECT 'pg_class'::regclass, c.oid, n.nspname, c.relname::text, 'view of a table that models cannot say', NULL, NULL
  FROM strange AS s
  JOIN pg_catalog.pg_class AS c ON c.oid = s.oid
  JOIN ours AS n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('v', 'm')
UNION ALL
SELECT 'pg_class'::regclass, r.oid, r.nspname, r.relname || '.' || a.attname, 'inherited column with a form of its own',
       r.relname::text, r.oid
  FROM heirs AS r
  JOIN pg_catalog.pg_attribute AS a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attinhcount > 0
  JOIN pg_catalog.pg_attribute AS b ON b.attrelid = r.inhparent AND b.attname = a.attname
  LEFT JOIN pg_catalog.pg_attrdef AS x ON x.adrelid = a.attrelid AND x.adnum = a.attnum
  LEFT JOIN pg_catalog.pg_attrdef AS y ON y.adrelid = b.attrelid AND y.adnum = b.attnum
 WHERE (r.relispartition OR NOT a.attislocal) /* unlocked r.oid */ /* unlocked r.inhparent */
   AND (EXISTS (SELECT FROM pg_catalog.pg_constraint AS k
                 WHERE k.conrelid = r.oid AND k.contype = 'n' AND k.conkey[1] = a.attnum
                   AND (k.connoinherit OR k.coninhcount = 0 AND NOT k.convalidated))
        OR a.attgenerated <> '' AND pg_get_expr(x.adbin, x.adrelid) IS DISTINCT FROM pg_get_expr(y.adbin, y.adrelid))
   AND r.inhseqno = 1
UNION ALL
SELECT 'pg_class'::regclass, oid, nspname, relname::text, 'tablespace', NULL, NULL
  FROM odd
 WHERE reltablespace <> 0 AND relkind IN ('i', 'I')
   AND (relispartition OR EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conindid = odd.oid AND contype = 'x'))
UNION ALL
SELECT 'pg_class'::regclass, oid, nspname, relname::text, 'table access method', NULL, NULL
  FROM odd WHERE relkind = 'm' AND relam <> 2
UNION ALL
SELECT 'pg_class'::regclass, x.oid, n.nspname, x.relname::text,
       CASE WHEN i.indisclustered AND (i.indisexclusion OR x.relispartition) THEN 'clustering' ELSE 'invalid index' END, r.relname::text, r.oid
  FROM (SELECT indexrelid, indrelid, indisclustered, indisexclusion
          FROM pg_catalog.pg_index
         WHERE NOT (indisvalid AND indisready) OR indisclustered
        OFFSET 0) AS i
  JOIN pg_catalog.pg_class AS r ON r.oid = i.indrelid
  JOIN pg_catalog.pg_class AS x ON x.oid = i.indexrelid
  JOIN ours AS n ON n.oid = x.relnamespace
 WHERE r.relkind IN ('r', 'p', 'm') AND r.reloftype = 0 AND (i.indisclustered AND (i.indisexclusion OR x.relispartition) OR x.relname ~ '_cc(new|old)[0-9]*$')
UNION ALL
SELECT 'pg_class'::regclass, s.oid, n.nspname, s.relname::text, 'sequence of a table that models cannot say',
       r.relname::text, r.oid
  FROM odd AS r
  JOIN pg_catalog.pg_depend AS p
       ON p.classid = 'pg_class'::regclass AND p.objsubid = 0
      AND p.refclassid = 'pg_class'::regclass AND p.refobjid = r.oid AND p.refobjsubid > 0 AND p.deptype = 'a'
  JOIN pg_catalog.pg_class AS s ON s.oid = p.objid
  JOIN ours AS n ON n.oid = s.relnamespace
 WHERE s.relkind = 'S' AND r.reloftype <> 0
UNION ALL
SELECT 'pg_constraint'::regclass, k.oid, n.nspname, k.conname::text,
       'foreign key', r.relname::text, r.oid
  FROM (SELECT oid, conname, conrelid
          FROM pg_catalog.pg_constraint
         WHERE contype = 'f' AND confrelid IN (SELECT oid FROM odd WHERE reloftype <> 0)
        OFFSET 0) AS k
  JOIN pg_catalog.pg_class AS r ON r.oid = k.conrelid
  JOIN ours AS n ON n.oid = r.relnamespace
 WHERE r.relkind IN ('r', 'p') AND r.reloftype = 0
UNION ALL
SELECT 'pg_trigger'::regclass, t.oid, r.nspname, t.tgname::text, 'trigger', r.relname::text, r.oid
  FROM odd AS r JOIN pg_catalog.pg_trigger AS t ON t.tgrelid = r.oid
 WHERE NOT t.tgisinternal AND reloftype <> 0
UNION ALL
SELECT 'pg_class'::regclass, x.oid, n.nspname, x.relname::text,
       CASE x.relkind WHEN 'S' THEN 'comment on the sequence of an identity column' ELSE 'comment on the index of a constraint' END, NULL, NULL
  FROM pg_catalog.pg_description AS d
  JOIN pg_catalog.pg_class AS x ON x.oid = d.objoid
  JOIN ours AS n ON n.oid = x.relnamespace
  JOIN pg_catalog.pg_depend AS p ON p.classid = 'pg_class'::regclass AND p.objid = x.oid AND p.objsubid = 0 AND p.deptype = 'i'
 WHERE d.classoid = 'pg_class'::regclass AND d.objsubid = 0 AND d.objoid >= 16384
   AND (x.relkind = 'S' AND p.refclassid = 'pg_class'::regclass OR x.relkind IN ('i', 'I') AND p.refclassid = 'pg_constraint'::regclass)
UNION ALL
SELECT 'pg_constraint'::regclass, k.oid, n.nspname, k.conname::text, 'comment on a NOT NULL constraint', r.relname::text, r.oid
  FROM pg_catalog.pg_description AS d
  JOIN pg_catalog.pg_constraint AS k ON k.oid = d.objoid
  JOIN pg_catalog.pg_class AS r ON r.oid = k.conrelid
  JOIN ours AS n ON n.oid = r.relnamespace
 WHERE d.classoid = 'pg_constraint'::regclass AND d.objoid >= 16384 AND k.contype = 'n'
UNION ALL
SELECT 'pg_type'::regclass, t.oid, n.nspname, t.typname::text,
       CASE t.typtype WHEN 'p' THEN 'shell type' ELSE 'base type' END,
       NULL, NULL
  FROM pg_catalog.pg_type AS t JOIN ours AS n ON n.oid = t.typnamespace
 WHERE t.typtype = 'p' OR t.typtype = 'b' AND t.typcategory <> 'A'
UNION ALL
SELECT 'pg_operator'::regclass, o.oid, n.nspname,
       o.oprname || '(' || format_type(o.oprleft, NULL) || ', ' || format_type(o.oprright, NULL) || ')', 'operator that only others speak of',
       NULL, NULL
  FROM pg_catalog.pg_operator AS o JOIN ours AS n ON n.oid = o.oprnamespace
 WHERE o.oprcode = 0
UNION ALL
SELECT 'pg_opfamily'::regclass, f.oid, n.nspname, f.opfname::text, 'member of an operator family that is not ours', NULL, NULL
  FROM pg_catalog.pg_depend AS d
  JOIN pg_catalog.pg_opfamily AS f ON f.oid = d.refobjid
  JOIN pg_catalog.pg_namespace AS n ON n.oid = f.opfnamespace
 WHERE d.classid IN ('pg_amop'::regclass, 'pg_amproc'::regclass) AND d.objid >= 16384 AND d.refclassid = 'pg_opfamily'::regclass
   AND n.oid NOT IN (SELECT oid FROM ours)
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS e
                    WHERE e.classid = d.classid AND e.objid = d.objid AND e.deptype IN ('e', 'i'))
UNION ALL
SELECT 'pg_ts_parser'::regclass, o.oid, n.nspname, o.prsname::text, 'text search parser', NULL, NULL
  FROM pg_catalog.pg_ts_parser AS o JOIN ours AS n ON n.oid = o.prsnamespace
UNION ALL
SELECT 'pg_ts_template'::regclass, o.oid, n.nspname, o.tmplname::text, 'text search template', NULL, NULL
  FROM pg_catalog.pg_ts_template AS o JOIN ours AS n ON n.oid = o.tmplnamespace
UNION ALL
SELECT 'pg_extension'::regclass, o.oid, NULL, o.extname::text, 'extension', NULL, NULL
  FROM pg_catalog.pg_extension AS o
 WHERE o.extname <> 'plpgsql' AND o.extnamespace::regnamespace::text ~ '^(pg_|information_schema$)'
UNION ALL
SELECT 'pg_user_mapping'::regclass, o.umid, NULL, o.usename || ' on ' || o.srvname, 'user mapping', NULL, NULL
  FROM pg_catalog.pg_user_mappings AS o
UNION ALL
SELECT 'pg_subscription'::regclass, 0, NULL, o.subname::text, 'subscription', NULL, NULL
  FROM pg_catalog.pg_subscription AS o
 WHERE o.subdbid = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
UNION ALL
SELECT o.classoid::regclass, o.objoid, NULL, o.provider || ' on ' || pg_describe_object(o.classoid, o.objoid, o.objsubid),
       'security label', NULL, NULL
  FROM pg_catalog.pg_seclabel AS o
UNION ALL
SELECT 'pg_transform'::regclass, o.oid, NULL, format_type(o.trftype, NULL), 'transform', NULL, NULL
  FROM pg_catalog.pg_transform AS o
)
SELECT COALESCE(f.nspname, '') AS "schema",
       f.name AS "name",
       f.what AS "what",
       CASE WHEN f."on" ~ '[."]' THEN '"' || replace(f."on", '"', '""') || '"' ELSE f."on" END AS "on"
  FROM found AS f
 WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS x
                    WHERE x.refclassid = 'pg_catalog.pg_extension'::regclass AND x.deptype = 'e'
                      AND x.classid = f.classid AND x.objid = f.oid)
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS x
                    WHERE x.refclassid = 'pg_catalog.pg_extension'::regclass AND x.deptype = 'e'
                      AND x.classid = 'pg_catalog.pg_class'::regclass AND x.objid = f."table")
 ORDER BY 1, f.what COLLATE "C", f.name COLLATE "C", f."on" COLLATE "C";
