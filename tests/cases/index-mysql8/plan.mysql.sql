
-- drop index a.i1; add index a.i1; alter index a.i2 (invisible)
ALTER TABLE `a` DROP INDEX `i1`,
    ADD INDEX `i1` ((upper(t))),
    ALTER INDEX `i2` VISIBLE;
