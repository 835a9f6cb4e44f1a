
-- alter column a.id (auto_increment)
ALTER TABLE `a` MODIFY COLUMN `id` int NOT NULL AUTO_INCREMENT,
    ALGORITHM=COPY, LOCK=SHARED;
