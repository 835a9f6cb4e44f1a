BEGIN;

-- alter view column v.a (default)
ALTER VIEW v ALTER COLUMN a SET DEFAULT 2;

-- alter view column v.a (comment)
COMMENT ON COLUMN v.a IS NULL;

-- alter view column v.b (default)
ALTER VIEW v ALTER COLUMN b SET DEFAULT 'x';

-- alter view column v.b (comment)
COMMENT ON COLUMN v.b IS 'other';

-- alter view column m.b (statistics)
ALTER MATERIALIZED VIEW m ALTER COLUMN b SET STATISTICS 5;

-- alter view column m.b (storage)
ALTER MATERIALIZED VIEW m ALTER COLUMN b SET STORAGE MAIN;

-- alter view column m.b (comment)
COMMENT ON COLUMN m.b IS NULL;

-- drop view column m.a
ALTER MATERIALIZED VIEW m ALTER COLUMN a SET STATISTICS -1;
COMMIT;
