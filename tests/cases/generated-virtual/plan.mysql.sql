
-- alter column a.y (generated); add column a.z
ALTER TABLE `a` MODIFY COLUMN `y` int GENERATED ALWAYS AS (x * 3) VIRTUAL,
    ADD COLUMN `z` int GENERATED ALWAYS AS (x + 1) VIRTUAL,
    ALGORITHM=COPY, LOCK=SHARED;
