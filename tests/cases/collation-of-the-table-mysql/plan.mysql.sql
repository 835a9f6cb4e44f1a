
-- alter column a.dropped (collation); alter column a.other (collation); alter column a.old (collation, charset); alter column a.kept (not_null)
ALTER TABLE `a` MODIFY COLUMN `dropped` varchar(20) NULL,
    MODIFY COLUMN `other` varchar(20) CHARACTER SET latin1 COLLATE latin1_bin NULL,
    MODIFY COLUMN `old` varchar(20) NULL,
    MODIFY COLUMN `kept` text CHARACTER SET latin1 COLLATE latin1_bin NOT NULL,
    ALGORITHM=COPY, LOCK=SHARED;

-- alter table b (charset, collation); alter column b.x (collation); alter column b.y (collation, charset); alter column b.z (collation)
ALTER TABLE `b` DEFAULT CHARACTER SET=utf8mb4 COLLATE=utf8mb4_unicode_ci,
    MODIFY COLUMN `x` varchar(20) NULL,
    MODIFY COLUMN `y` varchar(20) NULL,
    MODIFY COLUMN `z` enum('a','b') COLLATE utf8mb4_unicode_ci NULL,
    ALGORITHM=COPY, LOCK=SHARED;
