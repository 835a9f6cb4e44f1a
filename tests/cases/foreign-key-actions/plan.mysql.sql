
-- drop foreign key a.f1
ALTER TABLE `a` DROP FOREIGN KEY `f1`,
    ALGORITHM=INPLACE, LOCK=NONE;

-- drop foreign key a.f2; rename index a.f2 to f3; add foreign key a.f1; add foreign key a.f3
ALTER TABLE `a` DROP FOREIGN KEY `f2`,
    RENAME INDEX `f2` TO `f3`,
    ADD CONSTRAINT `f1` FOREIGN KEY (`b_id`) REFERENCES `b` (`id`) ON DELETE SET NULL ON UPDATE CASCADE,
    ADD CONSTRAINT `f3` FOREIGN KEY (`b_id`, `c`) REFERENCES `b` (`id`, `c`) ON DELETE RESTRICT,
    ALGORITHM=COPY, LOCK=SHARED;
