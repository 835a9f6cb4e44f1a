
-- drop foreign key table.fk; drop
ALTER TABLE `table` DROP FOREIGN KEY `fk; drop`,
    ALGORITHM=INPLACE, LOCK=NONE;

-- drop index order; drop table "x.odd "index"; --; drop index order; drop table "x.uni que; drop check order; drop table "x.check me; alter column order; drop table "x.two words (type); alter column order; drop table "x.`back` (not_null, default); add column order; drop table "x.new\col; add check order; drop table "x.check me; add index order; drop table "x.odd "index"; --; add index order; drop table "x.uni que
ALTER TABLE `order; drop table "x` DROP INDEX `odd "index"; --`,
    DROP INDEX `uni que`,
    DROP CHECK `check me`,
    MODIFY COLUMN `two words` varchar(20) NULL,
    MODIFY COLUMN ```back``` int NOT NULL DEFAULT 1,
    ADD COLUMN `new\col` int NULL,
    ADD CONSTRAINT `check me` CHECK (`select` > 1),
    ADD INDEX `odd "index"; --` (`a.b`),
    ADD UNIQUE INDEX `uni que` (```back```, `select`),
    ALGORITHM=COPY, LOCK=SHARED;

-- add foreign key table.fk; drop
ALTER TABLE `table` ADD CONSTRAINT `fk; drop` FOREIGN KEY (`group`) REFERENCES `order; drop table "x` (`it's`) ON DELETE CASCADE,
    ALGORITHM=COPY, LOCK=SHARED;
