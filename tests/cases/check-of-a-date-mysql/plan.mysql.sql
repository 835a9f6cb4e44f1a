
-- alter column a.k (default, comment)
ALTER TABLE `a` MODIFY COLUMN `k` int NULL DEFAULT 7 COMMENT 'said';

-- alter column b.k (default, comment)
ALTER TABLE `b` MODIFY COLUMN `k` int NULL DEFAULT 7 COMMENT 'said',
    ALGORITHM=INSTANT;
