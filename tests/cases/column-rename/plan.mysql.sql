
-- drop check customer.has_name; alter column customer.name to full_name; add check customer.has_name
ALTER TABLE `customer` DROP CHECK `has_name`,
    CHANGE COLUMN `name` `full_name` varchar(100) NULL,
    ADD CONSTRAINT `has_name` CHECK (full_name <> ''),
    ALGORITHM=COPY, LOCK=SHARED;
