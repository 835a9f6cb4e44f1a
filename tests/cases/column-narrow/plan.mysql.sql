
-- alter column a.id (type); alter column a.s (type)
-- loses what a.id holds
-- loses what a.s holds
ALTER TABLE `a` MODIFY COLUMN `id` int NULL,
    MODIFY COLUMN `s` varchar(10) NULL,
    ALGORITHM=COPY, LOCK=SHARED;
