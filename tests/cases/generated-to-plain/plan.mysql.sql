
-- alter column a.y (generated, stored)
ALTER TABLE `a` MODIFY COLUMN `y` int NULL,
    ALGORITHM=COPY, LOCK=SHARED;
