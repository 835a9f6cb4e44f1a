BEGIN;

-- put index a.i1 aside
ALTER INDEX i1 RENAME TO i1_before;

-- put index a.i2 aside
ALTER INDEX i2 RENAME TO i2_before;

-- put index a.i3 aside
ALTER INDEX i3 RENAME TO i3_before;

-- put index a.i4 aside
ALTER INDEX i4 RENAME TO i4_before;

-- put index a.i5 aside
ALTER INDEX i5 RENAME TO i5_before;

-- put index a.i7 aside
ALTER INDEX i7 RENAME TO i7_before;

-- alter index a.i6 (storage)
ALTER INDEX i6 SET (pages_per_range=32);
COMMIT;

-- add index a.i1
CREATE INDEX CONCURRENTLY i1 ON a (n NULLS FIRST);

-- drop the former index a.i1
DROP INDEX CONCURRENTLY i1_before;

-- add index a.i2
CREATE UNIQUE INDEX CONCURRENTLY i2 ON a ((upper(t))) WHERE n > 1;

-- drop the former index a.i2
DROP INDEX CONCURRENTLY i2_before;

-- add index a.i3
CREATE INDEX CONCURRENTLY i3 ON a USING gin (j);

-- drop the former index a.i3
DROP INDEX CONCURRENTLY i3_before;
BEGIN;

-- add index a.i3
COMMENT ON INDEX i3 IS 'the lot';
COMMIT;

-- add index a.i4
CREATE INDEX CONCURRENTLY i4 ON a (id, n);

-- drop the former index a.i4
DROP INDEX CONCURRENTLY i4_before;

-- add index a.i5
CREATE INDEX CONCURRENTLY i5 ON a (t);

-- drop the former index a.i5
DROP INDEX CONCURRENTLY i5_before;

-- add index a.i7
CREATE INDEX CONCURRENTLY i7 ON a (t);

-- drop the former index a.i7
DROP INDEX CONCURRENTLY i7_before;
