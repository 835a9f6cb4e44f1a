
-- alter table a (partition_by)
ALTER TABLE `a` PARTITION BY HASH (`index`) PARTITIONS 2;

-- alter table b (partition_by)
ALTER TABLE `b` PARTITION BY RANGE (`Key`) (PARTITION `select` VALUES LESS THAN (11), PARTITION `rest` VALUES LESS THAN (MAXVALUE));

-- alter table c (partition_by)
ALTER TABLE `c` PARTITION BY HASH (year(`at`) div 2) PARTITIONS 2;
