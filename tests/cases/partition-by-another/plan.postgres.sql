BEGIN;

-- drop index t_a.t_a_v
DROP INDEX t_a_v;

-- alter table t_off (partition_of, bounds)
ALTER TABLE t DETACH PARTITION t_off;

-- drop primary key of t
ALTER TABLE t DROP CONSTRAINT t_pkey;

-- alter column t.v (type)
ALTER TABLE t ALTER COLUMN v TYPE text;

-- put aside table t
ALTER TABLE t RENAME TO t_before;

-- put aside table t_a
ALTER TABLE t_a RENAME TO t_a_before;

-- put aside table t_more
ALTER TABLE t_more RENAME TO t_more_before;

-- add table t
CREATE TABLE t (
    id int NOT NULL,
    k text NOT NULL,
    v text,
    PRIMARY KEY (id)
) PARTITION BY RANGE (id);

-- keep the owner of table t
DO 'BEGIN EXECUTE (SELECT pg_catalog.format(''ALTER TABLE t OWNER TO %I'', pg_catalog.pg_get_userbyid(relowner)) FROM pg_catalog.pg_class WHERE oid = ''t_before''::regclass); END';

-- add table t_a
CREATE TABLE t_a PARTITION OF t for values from (1) to (3);

-- keep the owner of table t_a
DO 'BEGIN EXECUTE (SELECT pg_catalog.format(''ALTER TABLE t_a OWNER TO %I'', pg_catalog.pg_get_userbyid(relowner)) FROM pg_catalog.pg_class WHERE oid = ''t_a_before''::regclass); END';

-- add table t_c
CREATE TABLE t_c PARTITION OF t for values from (3) to (100) PARTITION BY RANGE (id);

-- add table t_more
CREATE TABLE t_more PARTITION OF t_c for values from (3) to (100);

-- keep the owner of table t_more
DO 'BEGIN EXECUTE (SELECT pg_catalog.format(''ALTER TABLE t_more OWNER TO %I'', pg_catalog.pg_get_userbyid(relowner)) FROM pg_catalog.pg_class WHERE oid = ''t_more_before''::regclass); END';

-- copy the rows of table t
INSERT INTO t (id, k, v)
SELECT id, k, v FROM t_before;

-- add index t_a.t_a_v
CREATE INDEX t_a_v ON t_a (v);

-- take off table sub_1
ALTER TABLE sub DETACH PARTITION sub_1;

-- put aside table sub_1
ALTER TABLE sub_1 RENAME TO sub_1_before;

-- add table sub_1
CREATE TABLE sub_1 PARTITION OF sub for values in ('x');

-- keep the owner of table sub_1
DO 'BEGIN EXECUTE (SELECT pg_catalog.format(''ALTER TABLE sub_1 OWNER TO %I'', pg_catalog.pg_get_userbyid(relowner)) FROM pg_catalog.pg_class WHERE oid = ''sub_1_before''::regclass); END';

-- copy the rows of table sub_1
INSERT INTO sub_1 (id, k)
SELECT id, k FROM sub_1_before;

-- drop table t as it was
DROP TABLE t_before;

-- drop table sub_1 as it was
DROP TABLE sub_1_before;
COMMIT;
