
-- drop foreign key c.c_n
ALTER TABLE `c` DROP FOREIGN KEY `c_n`,
    ALGORITHM=INPLACE, LOCK=NONE;

-- add column a.y
ALTER TABLE `a` ADD COLUMN `y` int NOT NULL,
    ALGORITHM=INSTANT;

-- drop index c.c_n; alter column c.n (not_null, auto_increment); add column c.x; add primary key of c
ALTER TABLE `c` DROP INDEX `c_n`,
    MODIFY COLUMN `n` int NOT NULL AUTO_INCREMENT,
    ADD COLUMN `x` int NULL,
    ADD PRIMARY KEY (`n`),
    ALGORITHM=COPY, LOCK=SHARED;

-- add column d.x
ALTER TABLE `d` ADD COLUMN `x` int NULL,
    ALGORITHM=INSTANT;

-- drop view of_a
DROP VIEW `of_a`;

-- drop primary key of a; drop column a.x; alter column a.id (type, auto_increment); add primary key of a
-- loses what a.x holds
-- loses what a.id holds
ALTER TABLE `a` DROP PRIMARY KEY,
    DROP COLUMN `x`,
    MODIFY COLUMN `id` varchar(20) NOT NULL,
    ADD PRIMARY KEY (`id`, `y`),
    ALGORITHM=COPY, LOCK=SHARED;

-- drop view of_b
DROP VIEW `of_b`;

-- drop primary key of b; alter column b.x (type); add primary key of b
ALTER TABLE `b` DROP PRIMARY KEY,
    MODIFY COLUMN `x` bigint NOT NULL,
    ADD PRIMARY KEY (`id`, `x`),
    ALGORITHM=COPY, LOCK=SHARED;

-- drop table f
-- loses what f holds
DROP TABLE `f`;

-- drop primary key of d; drop column d.old; add column d.new; add primary key of d
-- loses what d.old holds
ALTER TABLE `d` DROP PRIMARY KEY,
    DROP COLUMN `old`,
    ADD COLUMN `new` int NOT NULL AUTO_INCREMENT,
    ADD PRIMARY KEY (`new`),
    ALGORITHM=INPLACE, LOCK=EXCLUSIVE;
