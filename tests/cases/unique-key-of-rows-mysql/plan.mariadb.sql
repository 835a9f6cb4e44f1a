
-- add index a.a_total; add index a.a_x
ALTER TABLE `a` ADD UNIQUE INDEX `a_total` (`total`),
    ADD INDEX `a_x` (`x`),
    ALGORITHM=INPLACE, LOCK=NONE;

-- add index b.b_again
ALTER TABLE `b` ADD UNIQUE INDEX `b_again` (`n`),
    ALGORITHM=NOCOPY, LOCK=NONE;

-- alter column c.order (not_null)
ALTER TABLE `c` MODIFY COLUMN `order` double NULL;
