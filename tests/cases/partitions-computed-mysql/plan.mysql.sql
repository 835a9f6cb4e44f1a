
-- alter table a (partition_by)
ALTER TABLE `a` PARTITION BY RANGE (to_days(`at`)) (PARTITION p0 VALUES LESS THAN (to_days('2020-01-01')), PARTITION `later` VALUES LESS THAN (to_days('2031-01-01')), PARTITION `rest` VALUES LESS THAN (MAXVALUE));

-- alter table b (partition_by)
ALTER TABLE `b` PARTITION BY RANGE COLUMNS (`at`, `n`) (PARTITION p0 VALUES LESS THAN ('2020-01-01', 1 + 2), PARTITION p1 VALUES LESS THAN (MAXVALUE, MAXVALUE));

-- alter table c (partition_by)
ALTER TABLE `c` PARTITION BY RANGE (unix_timestamp(`at`)) (PARTITION `early` VALUES LESS THAN (unix_timestamp('2021-01-01 00:00:00')), PARTITION `rest` VALUES LESS THAN (MAXVALUE));

-- alter table d (partition_by)
ALTER TABLE `d` PARTITION BY LIST (`n`) (PARTITION p0 VALUES IN (1, 2 + 1, - 4), PARTITION p1 VALUES IN (NULL, year('2006-01-01')));
