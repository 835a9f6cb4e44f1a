
-- drop column customer.name
-- loses what customer.name holds
ALTER TABLE `customer` DROP COLUMN `name`,
    ALGORITHM=INSTANT, LOCK=NONE;
