
-- foreign keys off
PRAGMA foreign_keys = OFF;
BEGIN IMMEDIATE;

-- remember rows that refer to nothing
CREATE TEMP TABLE poundlock_before AS SELECT "table" AS child, parent, count(*) AS violations FROM pragma_foreign_key_check GROUP BY 1, 2;

-- rename column t.a to b
ALTER TABLE t RENAME COLUMN a TO b;

-- rebuild table t: alter column t.a (type, default)
CREATE TABLE new_t (
    id int,
    b bigint,
    CHECK (b > 0)
);

-- rebuild table t: copy its rows
INSERT INTO new_t (rowid, id, b) SELECT rowid, id, b FROM t;

-- rebuild table t: prove that all rows are there
-- must return no row
SELECT 'rows were lost' WHERE (SELECT count(*) FROM new_t) <> (SELECT count(*) FROM t);

-- rebuild table t: drop the old table
DROP TABLE t;

-- rebuild table t: give it its name
PRAGMA legacy_alter_table = ON;

-- rebuild table t: give it its name
ALTER TABLE new_t RENAME TO t;

-- rebuild table t: give it its name
PRAGMA legacy_alter_table = OFF;

-- prove that no more rows refer to nothing
-- must return no row
SELECT a.child || ' refers to rows of ' || a.parent || ' that are not there' FROM (SELECT "table" AS child, parent, count(*) AS violations FROM pragma_foreign_key_check GROUP BY 1, 2) AS a LEFT JOIN poundlock_before AS b ON b.child = a.child AND b.parent IS a.parent WHERE a.violations > coalesce(b.violations, 0);

-- forget them
DROP TABLE temp.poundlock_before;
COMMIT;

-- foreign keys on
PRAGMA foreign_keys = ON;
