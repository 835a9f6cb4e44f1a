
-- alter schema (default) (charset, collation)
ALTER DATABASE CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

-- add table b
CREATE TABLE `b` (
    `x` varchar(20) NULL
);

-- alter column a.x (type)
ALTER TABLE `a` MODIFY COLUMN `x` varchar(30) NULL,
    ALGORITHM=COPY, LOCK=SHARED;
