
-- drop foreign key a.a_parent
ALTER TABLE `a` DROP FOREIGN KEY `a_parent`,
    ALGORITHM=INSTANT, LOCK=NONE;

-- alter column a.parent to above; alter column a.d to z; alter column a.g to g2
ALTER TABLE `a` CHANGE COLUMN `parent` `above` int NULL,
    CHANGE COLUMN `d` `z` int NULL,
    RENAME COLUMN `g` TO `g2`;

-- add foreign key a.a_parent
ALTER TABLE `a` ADD CONSTRAINT `a_parent` FOREIGN KEY (`above`) REFERENCES `a` (`id`),
    ALGORITHM=COPY, LOCK=SHARED;
