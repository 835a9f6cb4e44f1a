
-- drop foreign key d.d_parent
ALTER TABLE `d` DROP FOREIGN KEY `d_parent`,
    ALGORITHM=INSTANT, LOCK=NONE;

-- add index a.a_total; add index a.a_x
ALTER TABLE `a` ADD UNIQUE INDEX `a_total` (`total`),
    ADD INDEX `a_x` (`x`),
    ALGORITHM=INPLACE, LOCK=NONE;

-- add index b.b_again
ALTER TABLE `b` ADD UNIQUE INDEX `b_again` (`n`),
    ALGORITHM=NOCOPY, LOCK=NONE;

-- alter column c.order (not_null)
ALTER TABLE `c` MODIFY COLUMN `order` double NULL;

-- drop index d.d_parent; drop primary key of d; alter column d.n (not_null)
ALTER TABLE `d` DROP INDEX `d_parent`,
    DROP PRIMARY KEY,
    MODIFY COLUMN `n` int NULL,
    ALGORITHM=COPY, LOCK=SHARED;
