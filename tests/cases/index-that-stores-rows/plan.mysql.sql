
-- drop index d.code; add column d.x
ALTER TABLE `d` DROP INDEX `code`,
    ADD COLUMN `x` int NULL;
