BEGIN;

-- put aside table a
ALTER TABLE a RENAME TO a_before;

-- add table a
CREATE TABLE a (
    x int
) PARTITION BY LIST (x);

-- keep the owner of table a
DO 'BEGIN EXECUTE (SELECT pg_catalog.format(''ALTER TABLE a OWNER TO %I'', pg_catalog.pg_get_userbyid(relowner)) FROM pg_catalog.pg_class WHERE oid = ''a_before''::regclass); END';

-- add table a_1
CREATE TABLE a_1 PARTITION OF a FOR VALUES IN ('1');

-- copy the rows of table a
INSERT INTO a (x)
SELECT x FROM a_before;

-- add grant a.pg_read_all_stats
GRANT DELETE, INSERT ON TABLE a TO pg_read_all_stats;

-- add grant a_1.pg_monitor
GRANT INSERT ON TABLE a_1 TO pg_monitor;

-- put aside table b
ALTER TABLE b RENAME TO b_before;

-- put aside table b_1
ALTER TABLE b_1 RENAME TO b_1_before;

-- add table b
CREATE TABLE b (
    x int
) PARTITION BY RANGE (x);

-- keep the owner of table b
DO 'BEGIN EXECUTE (SELECT pg_catalog.format(''ALTER TABLE b OWNER TO %I'', pg_catalog.pg_get_userbyid(relowner)) FROM pg_catalog.pg_class WHERE oid = ''b_before''::regclass); END';

-- add table b_1
CREATE TABLE b_1 PARTITION OF b FOR VALUES FROM (1) TO (4);

-- keep the owner of table b_1
DO 'BEGIN EXECUTE (SELECT pg_catalog.format(''ALTER TABLE b_1 OWNER TO %I'', pg_catalog.pg_get_userbyid(relowner)) FROM pg_catalog.pg_class WHERE oid = ''b_1_before''::regclass); END';

-- copy the rows of table b
INSERT INTO b (x)
SELECT x FROM b_before;

-- drop table a as it was
DROP TABLE a_before;

-- drop table b as it was
DROP TABLE b_before;
COMMIT;
