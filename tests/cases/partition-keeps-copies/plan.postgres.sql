BEGIN;

-- name what table t2 keeps of table t
DO 'BEGIN EXECUTE (SELECT COALESCE(pg_catalog.string_agg(said, ''; ''), '''') FROM (
SELECT pg_catalog.format(''ALTER TABLE %s RENAME CONSTRAINT %I TO %I'', k.conrelid::regclass, k.conname, v.name)
  FROM (VALUES (''t_pkey'', ''t2_t_pkey_left''), (''t_v_fkey'', ''t2_t_v_fkey_left'')) AS v (whole, name)
  JOIN pg_catalog.pg_constraint AS w ON w.conrelid = ''t''::regclass AND w.conname = v.whole
  JOIN pg_catalog.pg_constraint AS k ON k.conparentid = w.oid AND k.conrelid = ''t2''::regclass AND k.conname <> v.name
UNION ALL
SELECT pg_catalog.format(''ALTER INDEX %s RENAME TO %I'', i.indexrelid::regclass, v.name)
  FROM (VALUES (''t_v'', ''t2_t_v_left''), (''t_idk'', ''t2_t_idk_left'')) AS v (whole, name)
  JOIN pg_catalog.pg_index AS x ON x.indrelid = ''t''::regclass
  JOIN pg_catalog.pg_class AS w ON w.oid = x.indexrelid AND w.relname = v.whole
  JOIN pg_catalog.pg_inherits AS h ON h.inhparent = w.oid
  JOIN pg_catalog.pg_index AS i ON i.indexrelid = h.inhrelid AND i.indrelid = ''t2''::regclass
  JOIN pg_catalog.pg_class AS k ON k.oid = i.indexrelid AND k.relname <> v.name
 WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS o WHERE o.conindid = i.indexrelid AND o.contype IN (''p'', ''u'', ''x''))) AS copies (said)); END';

-- alter table t2 (partition_of, bounds)
ALTER TABLE t DETACH PARTITION t2;

-- drop what table t2 keeps of primary key of t
ALTER TABLE t2 DROP CONSTRAINT IF EXISTS t2_t_pkey_left;

-- drop what table t2 keeps of foreign key t.t_v_fkey
ALTER TABLE t2 DROP CONSTRAINT IF EXISTS t2_t_v_fkey_left;

-- drop what table t2 keeps of check t.vpos
ALTER TABLE t2 DROP CONSTRAINT IF EXISTS vpos;

-- drop what table t2 keeps of index t.t_v
DROP INDEX IF EXISTS .t2_t_v_left;

-- drop what table t2 keeps of index t.t_idk
DROP INDEX IF EXISTS .t2_t_idk_left;

-- alter table t2 (partition_of, bounds)
ALTER TABLE t2 ALTER COLUMN id DROP NOT NULL;

-- alter table t2 (partition_of, bounds)
ALTER TABLE t2 ALTER COLUMN k DROP NOT NULL;

-- alter table t2 (partition_of, bounds)
ALTER TABLE t2 ALTER COLUMN v DROP NOT NULL;

-- name what table t3 keeps of table t
DO 'BEGIN EXECUTE (SELECT COALESCE(pg_catalog.string_agg(said, ''; ''), '''') FROM (
SELECT pg_catalog.format(''ALTER TABLE %s RENAME CONSTRAINT %I TO %I'', k.conrelid::regclass, k.conname, v.name)
  FROM (VALUES (''t_v_fkey'', ''t3_v_fkey'')) AS v (whole, name)
  JOIN pg_catalog.pg_constraint AS w ON w.conrelid = ''t''::regclass AND w.conname = v.whole
  JOIN pg_catalog.pg_constraint AS k ON k.conparentid = w.oid AND k.conrelid = ''t3''::regclass AND k.conname <> v.name
UNION ALL
SELECT pg_catalog.format(''ALTER INDEX %s RENAME TO %I'', i.indexrelid::regclass, v.name)
  FROM (VALUES (''t_v'', ''t3_nv''), (''t_idk'', ''t3_idk'')) AS v (whole, name)
  JOIN pg_catalog.pg_index AS x ON x.indrelid = ''t''::regclass
  JOIN pg_catalog.pg_class AS w ON w.oid = x.indexrelid AND w.relname = v.whole
  JOIN pg_catalog.pg_inherits AS h ON h.inhparent = w.oid
  JOIN pg_catalog.pg_index AS i ON i.indexrelid = h.inhrelid AND i.indrelid = ''t3''::regclass
  JOIN pg_catalog.pg_class AS k ON k.oid = i.indexrelid AND k.relname <> v.name
 WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS o WHERE o.conindid = i.indexrelid AND o.contype IN (''p'', ''u'', ''x''))) AS copies (said)); END';

-- alter table t3 (partition_of, bounds)
ALTER TABLE t DETACH PARTITION t3;

-- add trigger t3.g
CREATE TRIGGER g AFTER INSERT ON t3 FOR EACH ROW EXECUTE FUNCTION f();
COMMIT;
