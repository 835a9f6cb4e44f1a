BEGIN;

-- alter column a.t (type); alter column a.t (storage); alter column a.v (type); alter column a.v (storage); alter column a.w (type)
-- loses what a.t holds
-- loses what a.w holds
ALTER TABLE a ALTER COLUMN t TYPE varchar(9),
    ALTER COLUMN t SET STORAGE EXTERNAL,
    ALTER COLUMN v TYPE text,
    ALTER COLUMN v SET STORAGE EXTERNAL,
    ALTER COLUMN w TYPE varchar(9);

-- alter column a.w (storage)
ALTER TABLE a ALTER COLUMN w SET STORAGE extended;

-- alter column a.n (type); alter column a.n (storage)
-- loses what a.n holds
ALTER TABLE a ALTER COLUMN n TYPE text,
    ALTER COLUMN n SET STORAGE MAIN;
COMMIT;
