
-- foreign keys off
PRAGMA foreign_keys = OFF;
BEGIN IMMEDIATE;

-- remember rows that refer to nothing
CREATE TEMP TABLE poundlock_before AS SELECT "table" AS child, parent, count(*) AS violations FROM pragma_foreign_key_check GROUP BY 1, 2;

-- drop view v
DROP VIEW v;

-- rename table t to u
ALTER TABLE t RENAME TO u;

-- rename column t.c to e
ALTER TABLE u RENAME COLUMN c TO e;

-- rebuild table u: alter column t.d (default); drop column t.a; drop foreign key t.t_f
CREATE TABLE new_u (
    b int,
    e int,
    d int DEFAULT 3,
    CONSTRAINT t_b UNIQUE (b)
);

-- rebuild table u: copy its rows
INSERT INTO new_u (rowid, b, e, d) SELECT rowid, b, e, d FROM u;

-- rebuild table u: prove that all rows are there
-- must return no row
SELECT 'rows were lost' WHERE (SELECT count(*) FROM new_u) <> (SELECT count(*) FROM u);

-- rebuild table u: drop the old table
-- loses what t.a holds
DROP TABLE u;

-- rebuild table u: give it its name
PRAGMA legacy_alter_table = ON;

-- rebuild table u: give it its name
ALTER TABLE new_u RENAME TO u;

-- rebuild table u: give it its name
PRAGMA legacy_alter_table = OFF;

-- prove that no more rows refer to nothing
-- must return no row
SELECT a.child || ' refers to rows of ' || a.parent || ' that are not there' FROM (SELECT "table" AS child, parent, count(*) AS violations FROM pragma_foreign_key_check GROUP BY 1, 2) AS a LEFT JOIN poundlock_before AS b ON b.child = a.child AND b.parent IS a.parent WHERE a.violations > coalesce(b.violations, 0);

-- forget them
DROP TABLE temp.poundlock_before;
COMMIT;

-- foreign keys on
PRAGMA foreign_keys = ON;
