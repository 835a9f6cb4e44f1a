
-- add column a.more
ALTER TABLE `a` ADD COLUMN `more` int NULL,
    ALGORITHM=INSTANT, LOCK=NONE;

-- add index a.a_gone
ALTER TABLE `a` ADD INDEX `a_gone` (`gone_id`),
    ALGORITHM=NOCOPY, LOCK=NONE;

-- foreign keys are not looked at
SET SESSION foreign_key_checks = 0;

-- add foreign key a.a_gone
ALTER TABLE `a` ADD CONSTRAINT `a_gone` FOREIGN KEY (`gone_id`) REFERENCES `gone` (`id`);

-- foreign keys are looked at
SET SESSION foreign_key_checks = 1;
