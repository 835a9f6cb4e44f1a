BEGIN;

-- drop column a.y; add column a.y; add column a.z
ALTER TABLE a DROP COLUMN y,
    ADD COLUMN y int GENERATED ALWAYS AS (x * 3) VIRTUAL,
    ADD COLUMN z int GENERATED ALWAYS AS (x + 1) VIRTUAL;
COMMIT;
