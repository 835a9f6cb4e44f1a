BEGIN;

-- drop primary key of t
ALTER TABLE t DROP CONSTRAINT t_pkey;

-- drop table t_1_a
-- loses what t_1_a holds
DROP TABLE t_1_a;

-- drop table t_1
-- loses what t_1 holds
DROP TABLE t_1;

-- add primary key of t; alter column t.kind (not_null)
ALTER TABLE t ADD PRIMARY KEY (id, at),
    ALTER COLUMN kind DROP NOT NULL;

-- add table t_3
CREATE TABLE t_3 PARTITION OF t FOR VALUES FROM ('2024-06-01') TO ('2024-07-01');
COMMIT;
