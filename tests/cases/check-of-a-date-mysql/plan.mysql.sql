
-- alter column a.k (default, comment)
ALTER TABLE `a` MODIFY COLUMN `k` int NULL DEFAULT 7 COMMENT 'said';

-- alter column b.k (default, comment)
ALTER TABLE `b` MODIFY COLUMN `k` int NULL DEFAULT 7 COMMENT 'said',
    ALGORITHM=INSTANT;

-- alter column c.k (default, comment)
ALTER TABLE `c` MODIFY COLUMN `k` int NULL DEFAULT 7 COMMENT 'said';

-- alter column d.k (default, comment)
ALTER TABLE `d` MODIFY COLUMN `k` int NULL DEFAULT 7 COMMENT 'said';

-- alter column e.k (default, comment)
ALTER TABLE `e` MODIFY COLUMN `k` int NULL DEFAULT 7 COMMENT 'said',
    ALGORITHM=INSTANT;
