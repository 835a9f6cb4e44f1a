
-- drop foreign key a.a_fk; drop index a.a_b; drop index a.a_u; drop check a.a_positive; drop column a.b_id
-- loses what a.b_id holds
ALTER TABLE `a` DROP FOREIGN KEY `a_fk`,
    DROP INDEX `a_b`,
    DROP INDEX `a_u`,
    DROP CHECK `a_positive`,
    DROP COLUMN `b_id`,
    ALGORITHM=INPLACE, LOCK=NONE;
