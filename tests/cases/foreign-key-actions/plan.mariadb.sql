
-- drop foreign key a.f1
ALTER TABLE `a` DROP FOREIGN KEY `f1`;

-- drop foreign key a.f2; drop index a.f2; add index a.f3; add foreign key a.f1; add foreign key a.f3
ALTER TABLE `a` DROP FOREIGN KEY `f2`,
    DROP INDEX `f2`,
    ADD INDEX `f3` (`b_id`, `c`),
    ADD CONSTRAINT `f1` FOREIGN KEY (`b_id`) REFERENCES `b` (`id`) ON DELETE SET NULL ON UPDATE CASCADE,
    ADD CONSTRAINT `f3` FOREIGN KEY (`b_id`, `c`) REFERENCES `b` (`id`, `c`);
