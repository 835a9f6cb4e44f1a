
-- add table everything
CREATE TABLE `everything` (
    `id` bigint NOT NULL,
    `small` smallint NULL,
    `whole` int NULL,
    `flag` tinyint(1) NOT NULL DEFAULT 0,
    `txt` text NULL,
    `short` varchar(20) NOT NULL DEFAULT 'x',
    `fixed` char(3) NULL,
    `money` decimal(12,2) NOT NULL DEFAULT 0,
    `ratio` double NULL,
    `exact` double NULL,
    `day` date NULL,
    `clock` time NULL,
    `moment` timestamp NULL,
    `instant` timestamp NULL DEFAULT CURRENT_TIMESTAMP,
    `doc` json NULL,
    `ident` uuid NULL,
    `raw` longblob NULL,
    PRIMARY KEY (`id`)
) COMMENT='one of each';
