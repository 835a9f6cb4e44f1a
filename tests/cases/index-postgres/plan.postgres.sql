BEGIN;

-- drop index a.i1
DROP INDEX i1;

-- drop index a.i2
DROP INDEX i2;

-- drop index a.i3
DROP INDEX i3;

-- drop index a.i4
DROP INDEX i4;

-- drop index a.i5
DROP INDEX i5;

-- drop index a.i7
DROP INDEX i7;

-- add index a.i1
CREATE INDEX i1 ON a (n NULLS FIRST);

-- add index a.i2
CREATE UNIQUE INDEX i2 ON a ((upper(t))) WHERE n > 1;

-- add index a.i3
CREATE INDEX i3 ON a USING gin (j);

-- add index a.i3
COMMENT ON INDEX i3 IS 'the lot';

-- add index a.i4
CREATE INDEX i4 ON a (id, n);

-- add index a.i5
CREATE INDEX i5 ON a (t);

-- alter index a.i6 (storage)
ALTER INDEX i6 SET (pages_per_range=32);

-- add index a.i7
CREATE INDEX i7 ON a (t);
COMMIT;
