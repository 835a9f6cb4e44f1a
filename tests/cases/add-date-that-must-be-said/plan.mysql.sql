
-- add column t.born; add column t.seen; add column t.hour
ALTER TABLE `t` ADD COLUMN `born` date NOT NULL,
    ADD COLUMN `seen` datetime(6) NOT NULL,
    ADD COLUMN `hour` time NOT NULL;
