
-- add column a.m; add primary key of a
ALTER TABLE `a` ADD COLUMN `m` bigint GENERATED ALWAYS AS (n + 1) VIRTUAL,
    ADD PRIMARY KEY (`n`),
    ALGORITHM=COPY, LOCK=SHARED;
