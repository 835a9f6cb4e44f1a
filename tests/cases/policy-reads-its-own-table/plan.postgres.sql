BEGIN;

-- add column t.b
ALTER TABLE t ADD COLUMN b text;
COMMIT;
