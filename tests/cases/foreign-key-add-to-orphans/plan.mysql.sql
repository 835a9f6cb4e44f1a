
-- add index a.f; add foreign key a.f
ALTER TABLE `a` ADD INDEX `f` (`b_id`),
    ADD CONSTRAINT `f` FOREIGN KEY (`b_id`) REFERENCES `b` (`id`),
    ALGORITHM=COPY, LOCK=SHARED;
