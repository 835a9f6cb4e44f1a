
-- alter column a.x to y (type, not_null, default)
ALTER TABLE `a` CHANGE COLUMN `x` `y` bigint NOT NULL DEFAULT 4,
    ALGORITHM=COPY, LOCK=SHARED;
