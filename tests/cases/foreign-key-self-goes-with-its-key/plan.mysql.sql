
-- drop foreign key a.a_parent_fk
ALTER TABLE `a` DROP FOREIGN KEY `a_parent_fk`,
    ALGORITHM=INPLACE, LOCK=NONE;

-- drop primary key of a; add primary key of a
ALTER TABLE `a` DROP PRIMARY KEY,
    ADD PRIMARY KEY (`b`),
    ALGORITHM=INPLACE, LOCK=NONE;
