
-- alter column person.email (type)
ALTER TABLE `person` MODIFY COLUMN `Email` varchar(40) NULL,
    ALGORITHM=COPY, LOCK=SHARED;
