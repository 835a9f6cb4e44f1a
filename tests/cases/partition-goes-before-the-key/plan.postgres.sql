BEGIN;

-- drop primary key of t
ALTER TABLE t DROP CONSTRAINT t_pkey;

-- drop table t_1_a
-- loses what t_1_a holds
DROP TABLE t_1_a;

-- drop table t_1
-- loses what t_1 holds
DROP TABLE t_1;

-- alter column t.kind (not_null); add primary key of t
ALTER TABLE t ALTER COLUMN kind DROP NOT NULL,
    ADD PRIMARY KEY (id, at);

-- add table t_3
CREATE TABLE t_3 PARTITION OF t FOR VALUES FROM ('2024-06-01') TO ('2024-07-01');
COMMIT;
