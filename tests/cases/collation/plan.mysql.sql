
-- alter column a.y (collation)
ALTER TABLE `a` MODIFY COLUMN `y` varchar(20) COLLATE utf8mb4_bin NULL;
