
-- add table a
CREATE TABLE `a` (
    `id` bigint NOT NULL AUTO_INCREMENT,
    `x` int NULL,
    PRIMARY KEY (`id`)
);
