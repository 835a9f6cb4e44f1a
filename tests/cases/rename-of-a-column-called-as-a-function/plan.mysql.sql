
-- alter column a.lower to less
ALTER TABLE `a` CHANGE COLUMN `lower` `less` int NULL;
