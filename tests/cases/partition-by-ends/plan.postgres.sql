BEGIN;

-- drop primary key of t
ALTER TABLE t DROP CONSTRAINT t_pkey;

-- put aside table t
ALTER TABLE t RENAME TO t_before;

-- add table t
CREATE TABLE t (
    id int NOT NULL,
    v text,
    PRIMARY KEY (id)
);

-- keep the owner of table t
DO 'BEGIN EXECUTE (SELECT pg_catalog.format(''ALTER TABLE t OWNER TO %I'', pg_catalog.pg_get_userbyid(relowner)) FROM pg_catalog.pg_class WHERE oid = ''t_before''::regclass); END';

-- copy the rows of table t
INSERT INTO t (id, v)
SELECT id, v FROM t_before;

-- drop table t as it was
-- loses what t.k holds
DROP TABLE t_before;
COMMIT;
