
-- add primary key of t
CREATE UNIQUE INDEX CONCURRENTLY t_pkey_new ON t (b);
BEGIN;

-- add primary key of t
ALTER TABLE t DROP CONSTRAINT t_pkey,
    ADD CONSTRAINT t_pkey PRIMARY KEY USING INDEX t_pkey_new;

-- alter column t.a (not_null); alter column t.c (not_null)
ALTER TABLE t ALTER COLUMN a DROP NOT NULL,
    ALTER COLUMN c DROP NOT NULL;
COMMIT;
