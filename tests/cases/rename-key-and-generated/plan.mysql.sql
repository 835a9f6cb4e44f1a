
-- drop foreign key a.a_parent
ALTER TABLE `a` DROP FOREIGN KEY `a_parent`,
    ALGORITHM=INPLACE, LOCK=NONE;

-- drop check a.a_d; alter column a.parent to above; alter column a.d to z; alter column a.g to g2; add check a.a_d
ALTER TABLE `a` DROP CHECK `a_d`,
    CHANGE COLUMN `parent` `above` int NULL,
    CHANGE COLUMN `d` `z` int NULL,
    CHANGE COLUMN `g` `g2` int GENERATED ALWAYS AS (z + 1) STORED,
    ADD CONSTRAINT `a_d` CHECK (z IS NOT NULL),
    ALGORITHM=COPY, LOCK=SHARED;

-- add foreign key a.a_parent
ALTER TABLE `a` ADD CONSTRAINT `a_parent` FOREIGN KEY (`above`) REFERENCES `a` (`id`),
    ALGORITHM=COPY, LOCK=SHARED;
