BEGIN;

-- alter column a.id (type); alter column a.b_id (type); add column a.x
ALTER TABLE a ALTER COLUMN id TYPE bigint,
    ALTER COLUMN b_id TYPE bigint,
    ADD COLUMN x int;

-- alter column b.id (type); alter column b.a_id (type)
ALTER TABLE b ALTER COLUMN id TYPE bigint,
    ALTER COLUMN a_id TYPE bigint;
COMMIT;
