
-- foreign keys off
PRAGMA foreign_keys = OFF;
BEGIN IMMEDIATE;

-- remember rows that refer to nothing
CREATE TEMP TABLE poundlock_before AS SELECT "table" AS child, parent, count(*) AS violations FROM pragma_foreign_key_check GROUP BY 1, 2;

-- rebuild table node: alter column node.x (type)
CREATE TABLE new_node (
    id int,
    parent int,
    x text,
    PRIMARY KEY (id),
    FOREIGN KEY (parent) REFERENCES node (id)
);

-- rebuild table node: copy its rows
INSERT INTO new_node (rowid, id, parent, x) SELECT rowid, id, parent, x FROM node;

-- rebuild table node: prove that all rows are there
-- must return no row
SELECT 'rows were lost' WHERE (SELECT count(*) FROM new_node) <> (SELECT count(*) FROM node);

-- rebuild table node: drop the old table
DROP TABLE node;

-- rebuild table node: give it its name
PRAGMA legacy_alter_table = ON;

-- rebuild table node: give it its name
ALTER TABLE new_node RENAME TO node;

-- rebuild table node: give it its name
PRAGMA legacy_alter_table = OFF;

-- prove that no more rows refer to nothing
-- must return no row
SELECT a.child || ' refers to rows of ' || a.parent || ' that are not there' FROM (SELECT "table" AS child, parent, count(*) AS violations FROM pragma_foreign_key_check GROUP BY 1, 2) AS a LEFT JOIN poundlock_before AS b ON b.child = a.child AND b.parent IS a.parent WHERE a.violations > coalesce(b.violations, 0);

-- forget them
DROP TABLE temp.poundlock_before;
COMMIT;

-- foreign keys on
PRAGMA foreign_keys = ON;
