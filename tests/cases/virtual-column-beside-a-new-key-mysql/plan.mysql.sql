
-- add column a.m
ALTER TABLE `a` ADD COLUMN `m` bigint GENERATED ALWAYS AS (n + 1) VIRTUAL,
    ALGORITHM=INSTANT;

-- add primary key of a
ALTER TABLE `a` ADD PRIMARY KEY (`n`),
    ALGORITHM=INPLACE, LOCK=NONE;
