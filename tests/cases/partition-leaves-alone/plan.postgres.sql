BEGIN;

-- alter table t_1 (partition_of, bounds)
ALTER TABLE t DETACH PARTITION t_1;

-- alter table d_1 (partition_of, bounds)
ALTER TABLE d DETACH PARTITION d_1;

-- alter table n_1 (partition_of, bounds)
ALTER TABLE n DETACH PARTITION n_1;

-- add column n.more
ALTER TABLE n ADD COLUMN more text;
COMMIT;
