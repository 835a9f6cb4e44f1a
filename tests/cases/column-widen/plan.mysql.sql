
-- alter column a.id (type); alter column a.s (type); alter column a.d (type); alter column a.n (type)
ALTER TABLE `a` MODIFY COLUMN `id` bigint NOT NULL,
    MODIFY COLUMN `s` varchar(200) NULL,
    MODIFY COLUMN `d` decimal(12,2) NULL,
    MODIFY COLUMN `n` bigint NOT NULL DEFAULT 3,
    ALGORITHM=COPY, LOCK=SHARED;
