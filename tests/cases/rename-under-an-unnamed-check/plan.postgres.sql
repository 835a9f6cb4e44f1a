BEGIN;

-- rename column t.a to b
ALTER TABLE t RENAME COLUMN a TO b;

-- alter column t.a (type, default)
ALTER TABLE t ALTER COLUMN b DROP DEFAULT,
    ALTER COLUMN b TYPE bigint;
COMMIT;
