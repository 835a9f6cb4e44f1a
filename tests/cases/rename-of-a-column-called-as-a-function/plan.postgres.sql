BEGIN;

-- rename column a.lower to less
ALTER TABLE a RENAME COLUMN lower TO less;
COMMIT;
