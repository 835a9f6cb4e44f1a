
-- drop trigger a.a_bu
DROP TRIGGER `a_bu`;

-- alter column a.x to y
ALTER TABLE `a` CHANGE COLUMN `x` `y` int NULL,
    ALGORITHM=INPLACE, LOCK=NONE;

-- add trigger a.a_bu
CREATE TRIGGER `a_bu` BEFORE UPDATE ON `a` FOR EACH ROW
SET @x = OLD.y;
