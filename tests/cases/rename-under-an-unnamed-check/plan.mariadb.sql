
-- alter column t.a to b (type, default)
ALTER TABLE `t` CHANGE COLUMN `a` `b` bigint NULL,
    ALGORITHM=COPY, LOCK=SHARED;
