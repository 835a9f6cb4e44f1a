
-- add column a.y
ALTER TABLE `a` ADD COLUMN `y` int NOT NULL,
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
