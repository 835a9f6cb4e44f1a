
-- foreign keys off
PRAGMA foreign_keys = OFF;
BEGIN IMMEDIATE;

-- remember rows that refer to nothing
CREATE TEMP TABLE poundlock_before AS SELECT "table" AS child, parent, count(*) AS violations FROM pragma_foreign_key_check GROUP BY 1, 2;

-- rebuild table a: alter column a.id (type); alter column a.b_id (type); add column a.x
CREATE TABLE new_a (
    id bigint NOT NULL,
    b_id bigint,
    x int,
    PRIMARY KEY (id),
    CONSTRAINT a_b FOREIGN KEY (b_id) REFERENCES b (id)
);

-- rebuild table a: copy its rows
INSERT INTO new_a (rowid, id, b_id) SELECT rowid, id, b_id FROM a;

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

-- rebuild table b: alter column b.id (type); alter column b.a_id (type)
CREATE TABLE new_b (
    id bigint NOT NULL,
    a_id bigint,
    PRIMARY KEY (id),
    CONSTRAINT b_a FOREIGN KEY (a_id) REFERENCES a (id) ON DELETE CASCADE
);

-- rebuild table b: copy its rows
INSERT INTO new_b (rowid, id, a_id) SELECT rowid, id, a_id FROM b;

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

-- prove that no more rows refer to nothing
-- must return no row
SELECT a.child || ' refers to rows of ' || a.parent || ' that are not there' FROM (SELECT "table" AS child, parent, count(*) AS violations FROM pragma_foreign_key_check GROUP BY 1, 2) AS a LEFT JOIN poundlock_before AS b ON b.child = a.child AND b.parent IS a.parent WHERE a.violations > coalesce(b.violations, 0);

-- forget them
DROP TABLE temp.poundlock_before;
COMMIT;

-- foreign keys on
PRAGMA foreign_keys = ON;
