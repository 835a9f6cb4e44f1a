
-- drop foreign key b.My_FK
ALTER TABLE `b` DROP FOREIGN KEY `My_FK`,
    ALGORITHM=INSTANT, LOCK=NONE;

-- alter function My_F (definition)
CREATE OR REPLACE FUNCTION `my_f`() RETURNS int NO SQL
RETURN 2;

-- alter procedure My_P (definition)
CREATE OR REPLACE PROCEDURE `my_p`()
SELECT 1;

-- drop index b.My_Index; drop check b.My_Check; add check b.my_check; add index b.my_index; add foreign key b.my_fk
ALTER TABLE `b` DROP INDEX `My_Index`,
    DROP CONSTRAINT `My_Check`,
    ADD CONSTRAINT `my_check` CHECK (n > 1),
    ADD INDEX `my_index` (`n`, `a_id`),
    ADD CONSTRAINT `my_fk` FOREIGN KEY (`a_id`) REFERENCES `a` (`id`) ON DELETE CASCADE,
    ALGORITHM=COPY, LOCK=SHARED;
