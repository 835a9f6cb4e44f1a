
-- foreign keys off
PRAGMA foreign_keys = OFF;
BEGIN IMMEDIATE;

-- remember rows that refer to nothing
CREATE TEMP TABLE poundlock_before AS SELECT "table" AS child, parent, count(*) AS violations FROM pragma_foreign_key_check GROUP BY 1, 2;

-- drop index a.i
DROP INDEX i;

-- drop index b.j
DROP INDEX j;

-- rebuild table a: alter column a.x (type); add index a.j
CREATE TABLE new_a (
    x bigint
);

-- rebuild table a: copy its rows
INSERT INTO new_a (rowid, x) SELECT rowid, x FROM a;

-- rebuild table a: prove that all rows are there
-- must return no row
SELECT 'rows were lost' WHERE (SELECT count(*) FROM new_a) <> (SELECT count(*) FROM a);

-- rebuild table a: drop the old table
DROP TABLE a;

-- rebuild table a: give it its name
PRAGMA legacy_alter_table = ON;

-- rebuild table a: give it its name
ALTER TABLE new_a RENAME TO a;

-- rebuild table a: give it its name
PRAGMA legacy_alter_table = OFF;

-- rebuild table a: make its indexes
CREATE INDEX j ON a (x);

-- rebuild table b: alter column b.x (type); add index b.i
CREATE TABLE new_b (
    x bigint
);

-- rebuild table b: copy its rows
INSERT INTO new_b (rowid, x) SELECT rowid, x FROM b;

-- rebuild table b: prove that all rows are there
-- must return no row
SELECT 'rows were lost' WHERE (SELECT count(*) FROM new_b) <> (SELECT count(*) FROM b);

-- rebuild table b: drop the old table
DROP TABLE b;

-- rebuild table b: give it its name
PRAGMA legacy_alter_table = ON;

-- rebuild table b: give it its name
ALTER TABLE new_b RENAME TO b;

-- rebuild table b: give it its name
PRAGMA legacy_alter_table = OFF;

-- rebuild table b: make its indexes
CREATE INDEX i ON b (x);

-- drop table gone
-- loses what gone holds
DROP TABLE gone;

-- rebuild table s: alter column s.x (type); add index s.gone
CREATE TABLE new_s (
    x bigint
);

-- rebuild table s: copy its rows
INSERT INTO new_s (rowid, x) SELECT rowid, x FROM s;

-- rebuild table s: prove that all rows are there
-- must return no row
SELECT 'rows were lost' WHERE (SELECT count(*) FROM new_s) <> (SELECT count(*) FROM s);

-- rebuild table s: drop the old table
DROP TABLE s;

-- rebuild table s: give it its name
PRAGMA legacy_alter_table = ON;

-- rebuild table s: give it its name
ALTER TABLE new_s RENAME TO s;

-- rebuild table s: give it its name
PRAGMA legacy_alter_table = OFF;

-- rebuild table s: make its indexes
CREATE INDEX gone ON s (x);

-- prove that no more rows refer to nothing
-- must return no row
SELECT a.child || ' refers to rows of ' || a.parent || ' that are not there' FROM (SELECT "table" AS child, parent, count(*) AS violations FROM pragma_foreign_key_check GROUP BY 1, 2) AS a LEFT JOIN poundlock_before AS b ON b.child = a.child AND b.parent IS a.parent WHERE a.violations > coalesce(b.violations, 0);

-- forget them
DROP TABLE temp.poundlock_before;
COMMIT;

-- foreign keys on
PRAGMA foreign_keys = ON;
