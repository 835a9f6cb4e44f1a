BEGIN;

-- rename column d.x to y
ALTER TABLE d RENAME COLUMN x TO y;

-- add column d.z
ALTER TABLE d ADD COLUMN z int DEFAULT 0;
COMMIT;
