
-- foreign keys off
PRAGMA foreign_keys = OFF;
BEGIN IMMEDIATE;

-- remember rows that refer to nothing
CREATE TEMP TABLE poundlock_before AS SELECT "table" AS child, parent, count(*) AS violations FROM pragma_foreign_key_check GROUP BY 1, 2;

-- drop trigger t.on_t
DROP TRIGGER on_t;

-- drop view over_broken
DROP VIEW over_broken;

-- drop view broken
DROP VIEW broken;

-- rename column t.b to bb
ALTER TABLE t RENAME COLUMN b TO bb;

-- rebuild table t: drop column t.c
CREATE TABLE new_t (
    a int,
    bb int
);

-- rebuild table t: copy its rows
INSERT INTO new_t (rowid, a, bb) SELECT rowid, a, bb FROM t;

-- rebuild table t: prove that all rows are there
-- must return no row
SELECT 'rows were lost' WHERE (SELECT count(*) FROM new_t) <> (SELECT count(*) FROM t);

-- rebuild table t: drop the old table
-- loses what t.c holds
DROP TABLE t;

-- rebuild table t: give it its name
PRAGMA legacy_alter_table = ON;

-- rebuild table t: give it its name
ALTER TABLE new_t RENAME TO t;

-- rebuild table t: give it its name
PRAGMA legacy_alter_table = OFF;

-- rename table w to w2
ALTER TABLE w RENAME TO w2;

-- add trigger t.on_t
CREATE TRIGGER on_t AFTER DELETE ON t WHEN old.a > 100 BEGIN INSERT INTO nowhere VALUES (1); END;

-- add trigger t.well
CREATE TRIGGER well AFTER INSERT ON t BEGIN DELETE FROM u WHERE a = new.bb; END;

-- add view broken
CREATE VIEW broken AS SELECT x FROM nowhere;

-- add view over_broken
CREATE VIEW over_broken AS SELECT x FROM broken;

-- add trigger broken.on_broken
CREATE TRIGGER on_broken INSTEAD OF INSERT ON broken BEGIN DELETE FROM w2; END;

-- prove that no more rows refer to nothing
-- must return no row
SELECT a.child || ' refers to rows of ' || a.parent || ' that are not there' FROM (SELECT "table" AS child, parent, count(*) AS violations FROM pragma_foreign_key_check GROUP BY 1, 2) AS a LEFT JOIN poundlock_before AS b ON b.child = a.child AND b.parent IS a.parent WHERE a.violations > coalesce(b.violations, 0);

-- forget them
DROP TABLE temp.poundlock_before;
COMMIT;

-- foreign keys on
PRAGMA foreign_keys = ON;
