
-- alter column a.x (not_null, default); alter column a.y (not_null, default); alter column a.z (default); alter column a.w (default)
ALTER TABLE `a` MODIFY COLUMN `x` int NOT NULL DEFAULT 2,
    MODIFY COLUMN `y` int NULL,
    MODIFY COLUMN `z` varchar(10) NULL DEFAULT 'new',
    MODIFY COLUMN `w` int NULL,
    ALGORITHM=INPLACE, LOCK=NONE;
