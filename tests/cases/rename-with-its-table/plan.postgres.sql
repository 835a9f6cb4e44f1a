BEGIN;

-- drop view v
DROP VIEW v;

-- rename table t to u
ALTER TABLE t RENAME TO u;

-- drop foreign key t.t_f
ALTER TABLE u DROP CONSTRAINT t_f;

-- rename column t.c to e
ALTER TABLE u RENAME COLUMN c TO e;

-- drop column t.a; alter column t.d (default)
-- loses what t.a holds
ALTER TABLE u DROP COLUMN a,
    ALTER COLUMN d SET DEFAULT 3;
COMMIT;
