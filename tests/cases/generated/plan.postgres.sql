BEGIN;

-- drop column a.y; add column a.y; add column a.w
ALTER TABLE a DROP COLUMN y,
    ADD COLUMN y int GENERATED ALWAYS AS (x * 3 + 1) STORED,
    ADD COLUMN w int GENERATED ALWAYS AS (x + z) STORED;
COMMIT;
