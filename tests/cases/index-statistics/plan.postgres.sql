BEGIN;

-- alter index a.a_idx (statistics)
ALTER INDEX a_idx ALTER COLUMN 2 SET STATISTICS 300;

-- alter index a.a_idx (statistics)
ALTER INDEX a_idx ALTER COLUMN 1 SET STATISTICS -1;
COMMIT;

-- add index a.b_idx
CREATE INDEX CONCURRENTLY b_idx ON a ((upper(t)));
BEGIN;

-- add index a.b_idx
ALTER INDEX b_idx ALTER COLUMN 1 SET STATISTICS 7;
COMMIT;
