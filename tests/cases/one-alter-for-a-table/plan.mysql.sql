
-- drop index a.i1; drop column a.z; alter table a (comment); alter column a.id (type, not_null); alter column a.x (default); alter column a.y (type); add column a.w; add primary key of a; add index a.i2
-- loses what a.z holds
ALTER TABLE `a` DROP INDEX `i1`,
    DROP COLUMN `z`,
    COMMENT='all at once',
    MODIFY COLUMN `id` bigint NOT NULL,
    MODIFY COLUMN `x` int NULL DEFAULT 3,
    MODIFY COLUMN `y` varchar(20) NULL,
    ADD COLUMN `w` int NULL,
    ADD PRIMARY KEY (`id`),
    ADD INDEX `i2` (`x`, `w`),
    ALGORITHM=COPY, LOCK=SHARED;
