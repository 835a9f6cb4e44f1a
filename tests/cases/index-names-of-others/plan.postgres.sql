BEGIN;

-- alter column s.x (type)
ALTER TABLE s ALTER COLUMN x TYPE bigint;
COMMIT;

-- drop index a.i
DROP INDEX CONCURRENTLY i;
BEGIN;

-- alter column a.x (type)
ALTER TABLE a ALTER COLUMN x TYPE bigint;
COMMIT;

-- drop index b.j
DROP INDEX CONCURRENTLY j;
BEGIN;

-- alter column b.x (type)
ALTER TABLE b ALTER COLUMN x TYPE bigint;
COMMIT;

-- add index a.j
CREATE INDEX CONCURRENTLY j ON a (x);

-- add index b.i
CREATE INDEX CONCURRENTLY i ON b (x);
BEGIN;

-- drop table gone
-- loses what gone holds
DROP TABLE gone;
COMMIT;

-- add index s.gone
CREATE INDEX CONCURRENTLY gone ON s (x);
