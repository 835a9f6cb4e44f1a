
-- drop foreign key c.c_p
ALTER TABLE `c` DROP FOREIGN KEY `c_p`,
    ALGORITHM=INSTANT, LOCK=NONE;

-- alter table a (partition_by); alter column a.id to key_id; alter column a.x (type)
ALTER TABLE `a` CHANGE COLUMN `id` `key_id` bigint NOT NULL AUTO_INCREMENT,
    MODIFY COLUMN `x` bigint NULL
    PARTITION BY KEY (key_id) PARTITIONS 2;

-- drop primary key of b; drop column b.day; alter table b (partition_by); add column b.week; add primary key of b
-- loses what b.day holds
ALTER TABLE `b` DROP PRIMARY KEY,
    DROP COLUMN `day`,
    ADD COLUMN `week` int NOT NULL DEFAULT 7,
    ADD PRIMARY KEY (`id`, `week`)
    PARTITION BY HASH (`week`) PARTITIONS 3;

-- drop index c.c_p; alter table c (partition_by)
ALTER TABLE `c` DROP INDEX `c_p`
    PARTITION BY HASH (`id`) PARTITIONS 2;

-- alter table d (partition_by)
ALTER TABLE `d` REMOVE PARTITIONING;

-- add foreign key d.d_p
ALTER TABLE `d` ADD CONSTRAINT `d_p` FOREIGN KEY (`p`) REFERENCES `e` (`id`),
    ALGORITHM=COPY, LOCK=SHARED;
