
-- drop foreign key a.a_b; add column a.other
ALTER TABLE `a` DROP FOREIGN KEY `a_b`,
    ADD COLUMN `other` int NOT NULL DEFAULT 0,
    ALGORITHM=INSTANT, LOCK=NONE;

-- drop table b
-- loses what b holds
DROP TABLE `b`;

-- drop index a.a_b; drop primary key of a; drop column a.n; add primary key of a
-- loses what a.n holds
ALTER TABLE `a` DROP INDEX `a_b`,
    DROP PRIMARY KEY,
    DROP COLUMN `n`,
    ADD PRIMARY KEY (`id`, `other`),
    ALGORITHM=INPLACE, LOCK=NONE;
