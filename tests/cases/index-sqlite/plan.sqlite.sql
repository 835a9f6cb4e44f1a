BEGIN IMMEDIATE;

-- drop index a.i1
DROP INDEX i1;

-- drop index a.i2
DROP INDEX i2;

-- drop index a.i3
DROP INDEX i3;

-- add index a.i1
CREATE INDEX i1 ON a (n);

-- add index a.i2
CREATE UNIQUE INDEX i2 ON a (upper(t)) WHERE n > 1;

-- add index a.i3
CREATE INDEX i3 ON a (t);
COMMIT;
