BEGIN;

-- alter column a.id (type); alter column a.s (type); alter column a.d (type); alter column a.n (type)
ALTER TABLE a ALTER COLUMN id TYPE bigint,
    ALTER COLUMN s TYPE varchar(200),
    ALTER COLUMN d TYPE numeric(12,2),
    ALTER COLUMN n TYPE bigint;
COMMIT;
