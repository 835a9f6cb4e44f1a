
-- drop index a.a_x; drop index a.a_xy; add index a.a_x; add index a.a_y
ALTER TABLE `a` DROP INDEX `a_x`,
    DROP INDEX `a_xy`,
    ADD UNIQUE INDEX `a_x` (`x`, `id`),
    ADD UNIQUE INDEX `a_y` (`y`),
    ALGORITHM=NOCOPY, LOCK=NONE;
