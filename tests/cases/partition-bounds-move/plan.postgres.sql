BEGIN;

-- alter table t_1 (bounds)
ALTER TABLE t DETACH PARTITION t_1;

-- alter table t_2 (bounds)
ALTER TABLE t DETACH PARTITION t_2;

-- alter table t_3 (bounds)
ALTER TABLE t DETACH PARTITION t_3;

-- alter table t_rest (bounds)
ALTER TABLE t DETACH PARTITION t_rest;

-- alter table t_1 (bounds)
ALTER TABLE t ATTACH PARTITION t_1 FOR VALUES FROM (1) TO (50);

-- alter table t_2 (bounds)
ALTER TABLE t ATTACH PARTITION t_2 FOR VALUES FROM (50) TO (220);

-- alter table t_3 (bounds)
ALTER TABLE t ATTACH PARTITION t_3 DEFAULT;

-- alter table t_rest (bounds)
ALTER TABLE t ATTACH PARTITION t_rest FOR VALUES FROM (400) TO (500);
COMMIT;
