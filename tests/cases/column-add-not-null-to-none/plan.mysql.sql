
-- add column customer.age
ALTER TABLE `customer` ADD COLUMN `age` int NOT NULL,
    ALGORITHM=INSTANT;
