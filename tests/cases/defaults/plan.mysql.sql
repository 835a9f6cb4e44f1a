
-- alter column a.s (default); alter column a.empty (default); alter column a.null_word (default); alter column a.semi (default); alter column a.uni (default); alter column a.neg (default); alter column a.dec (default); alter column a.dec2 (default); alter column a.yes (default); alter column a.no (default); alter column a.nul (default); alter column a.big (default); alter column a.fl (default); alter column a.at (default); alter column a.day (default)
ALTER TABLE `a` MODIFY COLUMN `s` varchar(50) NOT NULL DEFAULT '''',
    MODIFY COLUMN `empty` varchar(50) NOT NULL,
    MODIFY COLUMN `null_word` varchar(50) NULL,
    MODIFY COLUMN `semi` varchar(50) NULL DEFAULT '',
    MODIFY COLUMN `uni` varchar(50) NULL DEFAULT '%s%d{}',
    MODIFY COLUMN `neg` int NULL DEFAULT 0,
    MODIFY COLUMN `dec` decimal(10,2) NULL DEFAULT 1.1,
    MODIFY COLUMN `dec2` decimal(10,4) NOT NULL DEFAULT 0.50001,
    MODIFY COLUMN `yes` tinyint(1) NOT NULL DEFAULT 0,
    MODIFY COLUMN `no` tinyint(1) NULL,
    MODIFY COLUMN `nul` int NULL DEFAULT 7,
    MODIFY COLUMN `big` bigint NULL DEFAULT -9223372036854775807,
    MODIFY COLUMN `fl` double NULL DEFAULT -2,
    MODIFY COLUMN `at` timestamp NULL DEFAULT '2020-01-01 00:00:00',
    MODIFY COLUMN `day` date NULL,
    ALGORITHM=INSTANT;
