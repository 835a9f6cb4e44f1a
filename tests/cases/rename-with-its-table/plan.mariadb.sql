
-- drop view v
DROP VIEW `v`;

-- rename table t to u
RENAME TABLE `t` TO `u`;

-- drop foreign key t.t_f
ALTER TABLE `u` DROP FOREIGN KEY `t_f`,
    ALGORITHM=INSTANT, LOCK=NONE;

-- drop index t.t_f; drop column t.a; alter column t.c to e; alter column t.d (default)
-- loses what t.a holds
ALTER TABLE `u` DROP INDEX `t_f`,
    DROP COLUMN `a`,
    CHANGE COLUMN `c` `e` int NULL,
    MODIFY COLUMN `d` int NULL DEFAULT 3,
    ALGORITHM=NOCOPY, LOCK=NONE;
