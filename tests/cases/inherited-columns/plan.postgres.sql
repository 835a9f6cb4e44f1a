BEGIN;

-- rename column par.w to x
ALTER TABLE par RENAME COLUMN w TO x;

-- alter column par.t (default); alter column par.n (statistics); alter column par.w (default)
ALTER TABLE par ALTER COLUMN t SET DEFAULT 'q',
    ALTER COLUMN n SET STATISTICS 60,
    ALTER COLUMN x SET DEFAULT 5;

-- alter inherited column kid.t (storage)
ALTER TABLE kid ALTER COLUMN t SET STORAGE extended;

-- alter inherited column kid.t (comment)
COMMENT ON COLUMN kid.t IS 'of a kid';

-- alter inherited column kid.t (default)
ALTER TABLE kid ALTER COLUMN t SET DEFAULT 'k';

-- alter inherited column kid.u (statistics)
ALTER TABLE kid ALTER COLUMN u SET STATISTICS 8;

-- alter inherited column kid.u (estimates)
ALTER TABLE kid ALTER COLUMN u SET (n_distinct=6);

-- alter inherited column kid.n (statistics)
ALTER TABLE kid ALTER COLUMN n SET STATISTICS 77;

-- alter inherited column kid.n (default)
ALTER TABLE kid ALTER COLUMN n DROP DEFAULT;

-- add inherited column kid.x
ALTER TABLE kid ALTER COLUMN x SET DEFAULT 6;

-- alter inherited column grand.id (default)
ALTER TABLE grand ALTER COLUMN id DROP DEFAULT;

-- alter column par.id (default)
ALTER TABLE par ALTER COLUMN id SET DEFAULT 2;

-- alter inherited column kid.id (no_default)
ALTER TABLE kid ALTER COLUMN id DROP DEFAULT;

-- alter inherited column kid.id (comment)
COMMENT ON COLUMN kid.id IS 'none';

-- alter inherited column grand.t (default)
ALTER TABLE grand ALTER COLUMN t SET DEFAULT 'g';

-- alter inherited column part_one.at (default, no_default)
ALTER TABLE part_one ALTER COLUMN at SET DEFAULT '2026-01-01'::date;

-- add table part_two
CREATE TABLE part_two PARTITION OF parts FOR VALUES FROM (10) TO (20);

-- add inherited column part_two.at
ALTER TABLE part_two ALTER COLUMN at DROP DEFAULT;
COMMIT;
