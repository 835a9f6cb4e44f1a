
-- add index a.a_x
ALTER TABLE `a` ADD UNIQUE INDEX `a_x` (`x`),
    ALGORITHM=NOCOPY, LOCK=NONE;
