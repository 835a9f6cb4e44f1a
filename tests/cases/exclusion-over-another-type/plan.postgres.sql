BEGIN;

-- alter column a.i (type); alter column a.n (type); alter column a.s (type)
ALTER TABLE a ALTER COLUMN i TYPE bigint,
    ALTER COLUMN n TYPE bigint,
    ALTER COLUMN s TYPE text;
COMMIT;
