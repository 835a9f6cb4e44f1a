BEGIN;

-- alter column a.id (type); alter column a.s (type)
-- loses what a.id holds
-- loses what a.s holds
ALTER TABLE a ALTER COLUMN id TYPE int,
    ALTER COLUMN s TYPE varchar(10);
COMMIT;
