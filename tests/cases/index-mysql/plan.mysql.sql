
-- drop index a.i1; drop index a.i2; drop index a.i3; drop index a.i4; add index a.i1; add index a.i2; add index a.i4
ALTER TABLE `a` DROP INDEX `i1`,
    DROP INDEX `i2`,
    DROP INDEX `i3`,
    DROP INDEX `i4`,
    ADD INDEX `i1` (`t`(20)),
    ADD FULLTEXT INDEX `i2` (`t`),
    ADD INDEX `i4` (`v`(50), `id` DESC) COMMENT 'fast';
