BEGIN;

-- rename table t to now
ALTER TABLE t RENAME TO now;

-- add publication of_other
CREATE PUBLICATION of_other;
COMMIT;

-- drop index u.other
DROP INDEX CONCURRENTLY other;
BEGIN;

-- add table other
CREATE TABLE other (
    a int
);

-- add published table of_other.public.other
ALTER PUBLICATION of_other ADD TABLE ONLY public.other;
COMMIT;
