
-- alter column a.n (type); add column a.m
ALTER TABLE `a` MODIFY COLUMN `n` varchar(40) NULL,
    ADD COLUMN `m` int NULL;

-- alter table b (system_versioned)
ALTER TABLE `b` ADD SYSTEM VERSIONING;

-- alter table c (system_versioned)
-- loses what c holds
ALTER TABLE `c` DROP SYSTEM VERSIONING;
