
-- alter column a.x (collation); alter column a.y (collation)
ALTER TABLE `a` MODIFY COLUMN `x` varchar(20) NULL,
    MODIFY COLUMN `y` varchar(20) COLLATE utf8mb4_bin NULL,
    ALGORITHM=COPY, LOCK=SHARED;
