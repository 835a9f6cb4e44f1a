BEGIN;

-- add table a
CREATE TABLE a (
    d date NOT NULL,
    n int NOT NULL
) PARTITION BY RANGE (d, n);

-- add table a1
CREATE TABLE a1 PARTITION OF a FOR VALUES FROM ('2020-01-01', 1) TO ('2021-01-01', MAXVALUE);

-- add table l
CREATE TABLE l (
    t text
) PARTITION BY LIST (t);

-- add table l1
CREATE TABLE l1 PARTITION OF l FOR VALUES IN ('a', 'b, (c)', NULL);
COMMIT;
