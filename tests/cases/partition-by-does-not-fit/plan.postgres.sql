BEGIN;

-- put aside table t
ALTER TABLE t RENAME TO t_before;

-- add table t
CREATE TABLE t (
    id int,
    at date
) PARTITION BY RANGE (at);

-- keep the owner of table t
DO 'BEGIN EXECUTE (SELECT pg_catalog.format(''ALTER TABLE t OWNER TO %I'', pg_catalog.pg_get_userbyid(relowner)) FROM pg_catalog.pg_class WHERE oid = ''t_before''::regclass); END';

-- add table t_1
CREATE TABLE t_1 PARTITION OF t for values from ('2025-01-01') to ('2026-01-01');

-- copy the rows of table t
INSERT INTO t (id, at)
SELECT id, at FROM t_before;

-- drop table t as it was
DROP TABLE t_before;
COMMIT;
