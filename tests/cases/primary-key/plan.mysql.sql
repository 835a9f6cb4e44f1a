
-- add primary key of a
ALTER TABLE `a` ADD PRIMARY KEY (`id`),
    ALGORITHM=INPLACE, LOCK=NONE;

-- drop primary key of b
ALTER TABLE `b` DROP PRIMARY KEY,
    ALGORITHM=COPY, LOCK=SHARED;

-- drop primary key of c; add primary key of c
ALTER TABLE `c` DROP PRIMARY KEY,
    ADD PRIMARY KEY (`x`, `id`),
    ALGORITHM=INPLACE, LOCK=NONE;
