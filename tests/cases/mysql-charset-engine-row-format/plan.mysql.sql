
-- alter table a (row_format); alter table a (charset, collation); alter column a.x (collation); alter column a.y (charset)
ALTER TABLE `a` ROW_FORMAT=COMPRESSED,
    DEFAULT CHARACTER SET=utf8mb4 COLLATE=utf8mb4_bin,
    MODIFY COLUMN `x` varchar(20) NULL,
    MODIFY COLUMN `y` text CHARACTER SET latin1 NULL;
