
-- drop foreign key a.a_b
ALTER TABLE `a` DROP FOREIGN KEY `a_b`,
    ALGORITHM=INPLACE, LOCK=NONE;

-- drop foreign key b.b_a
ALTER TABLE `b` DROP FOREIGN KEY `b_a`,
    ALGORITHM=INPLACE, LOCK=NONE;

-- drop table b
-- loses what b holds
DROP TABLE `b`;

-- drop table c
-- loses what c holds
DROP TABLE `c`;

-- drop table a
-- loses what a holds
DROP TABLE `a`;
