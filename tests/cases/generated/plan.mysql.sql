
-- alter column a.y (generated); add column a.w
ALTER TABLE `a` MODIFY COLUMN `y` int GENERATED ALWAYS AS (x * 3 + 1) STORED,
    ADD COLUMN `w` int GENERATED ALWAYS AS (x + z) STORED,
    ALGORITHM=COPY, LOCK=SHARED;
