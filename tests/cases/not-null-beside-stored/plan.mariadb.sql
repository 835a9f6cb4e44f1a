
-- alter column d.v (not_null); add primary key of d
ALTER TABLE `d` MODIFY COLUMN `v` datetime(3) NOT NULL,
    ADD PRIMARY KEY (`v`),
    ALGORITHM=COPY, LOCK=SHARED;
