
-- add table a
CREATE TABLE `a` (
    `id` int NOT NULL,
    `a_id` int NULL,
    `words` text NULL,
    PRIMARY KEY (`id`),
    FULLTEXT INDEX `a_words` (`words`),
    INDEX `a_parent` (`a_id`)
);

-- add foreign key a.a_parent
ALTER TABLE `a` ADD CONSTRAINT `a_parent` FOREIGN KEY (`a_id`) REFERENCES `a` (`id`) ON DELETE RESTRICT ON UPDATE CASCADE;
