
-- drop foreign key b.My_FK
ALTER TABLE `b` DROP FOREIGN KEY `My_FK`,
    ALGORITHM=INPLACE, LOCK=NONE;

-- drop index b.My_Index; drop check b.My_Check; add check b.my_check; add index b.my_index; add foreign key b.my_fk
ALTER TABLE `b` DROP INDEX `My_Index`,
    DROP CHECK `My_Check`,
    ADD CONSTRAINT `my_check` CHECK (n > 1),
    ADD INDEX `my_index` (`n`, `a_id`),
    ADD CONSTRAINT `my_fk` FOREIGN KEY (`a_id`) REFERENCES `a` (`id`) ON DELETE CASCADE,
    ALGORITHM=COPY, LOCK=SHARED;

-- drop procedure My_P
DROP PROCEDURE `My_P`;

-- add procedure my_p
CREATE PROCEDURE `my_p`()
SELECT 1;

-- drop function My_F
DROP FUNCTION `My_F`;

-- add function my_f
CREATE FUNCTION `my_f`() RETURNS int NO SQL
RETURN 2;
