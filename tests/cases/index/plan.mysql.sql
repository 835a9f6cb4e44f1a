
-- drop index a.a_x; drop index a.a_y; add index a.a_x; add index a.a_xy
ALTER TABLE `a` DROP INDEX `a_x`,
    DROP INDEX `a_y`,
    ADD INDEX `a_x` (`x`, `y` DESC),
    ADD INDEX `a_xy` (`y`, `x`),
    ALGORITHM=INPLACE, LOCK=NONE;
