
-- add column customer.note; add column customer.age; add column customer.state
ALTER TABLE `customer` ADD COLUMN `note` text NULL,
    ADD COLUMN `age` int NOT NULL DEFAULT 18,
    ADD COLUMN `state` varchar(10) NULL DEFAULT 'new',
    ALGORITHM=INSTANT;
