
-- alter column a.parent to above; alter column a.more to next
ALTER TABLE `a` CHANGE COLUMN `parent` `above` int NULL,
    RENAME COLUMN `more` TO `next`;
