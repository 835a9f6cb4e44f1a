BEGIN;

-- rename column a.x to y
ALTER TABLE a RENAME COLUMN x TO y;

-- alter column a.x (type); alter column a.x (default); alter column a.x (not_null)
ALTER TABLE a ALTER COLUMN y TYPE bigint,
    ALTER COLUMN y SET DEFAULT 4,
    ALTER COLUMN y SET NOT NULL;
COMMIT;
