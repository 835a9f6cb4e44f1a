
-- alter column customer.name to full_name
ALTER TABLE `customer` CHANGE COLUMN `name` `full_name` varchar(100) NULL,
    ALGORITHM=INSTANT, LOCK=NONE;
