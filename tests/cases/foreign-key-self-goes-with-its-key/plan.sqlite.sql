
-- foreign keys off
PRAGMA foreign_keys = OFF;
BEGIN IMMEDIATE;

-- remember rows that refer to nothing
CREATE TEMP TABLE poundlock_before AS SELECT "table" AS child, parent, count(*) AS violations FROM pragma_foreign_key_check GROUP BY 1, 2;

-- rebuild table a: alter primary key of a (parts); drop foreign key a.a_parent_fk
CREATE TABLE new_a (
    id int NOT NULL,
    b int NOT NULL,
    a_id int,
    PRIMARY KEY (b)
);

-- rebuild table a: copy its rows
INSERT INTO new_a (rowid, id, b, a_id) SELECT rowid, id, b, a_id FROM a;

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
CREATE INDEX a_parent ON a (a_id);

-- prove that no more rows refer to nothing
-- must return no row
SELECT a.child || ' refers to rows of ' || a.parent || ' that are not there' FROM (SELECT "table" AS child, parent, count(*) AS violations FROM pragma_foreign_key_check GROUP BY 1, 2) AS a LEFT JOIN poundlock_before AS b ON b.child = a.child AND b.parent IS a.parent WHERE a.violations > coalesce(b.violations, 0);

-- forget them
DROP TABLE temp.poundlock_before;
COMMIT;

-- foreign keys on
PRAGMA foreign_keys = ON;
