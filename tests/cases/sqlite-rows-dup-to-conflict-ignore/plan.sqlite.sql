
-- foreign keys off
PRAGMA foreign_keys = OFF;
BEGIN IMMEDIATE;

-- remember rows that refer to nothing
CREATE TEMP TABLE poundlock_before AS SELECT "table" AS child, parent, count(*) AS violations FROM pragma_foreign_key_check GROUP BY 1, 2;

-- rebuild table t: add unique constraint of t; add unique constraint of t
CREATE TABLE new_t (
    a int,
    b text,
    UNIQUE (a) ON CONFLICT IGNORE,
    UNIQUE (b, a) ON CONFLICT ROLLBACK
);

-- rebuild table t: copy its rows
INSERT OR ABORT INTO new_t (rowid, a, b) SELECT rowid, a, b FROM t;

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
