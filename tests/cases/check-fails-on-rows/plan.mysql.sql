
-- add check a.c1
ALTER TABLE `a` ADD CONSTRAINT `c1` CHECK (x > 1);
