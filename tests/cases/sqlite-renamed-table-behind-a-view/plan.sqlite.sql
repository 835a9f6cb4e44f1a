
-- foreign keys off
PRAGMA foreign_keys = OFF;
BEGIN IMMEDIATE;

-- remember rows that refer to nothing
CREATE TEMP TABLE poundlock_before AS SELECT "table" AS child, parent, count(*) AS violations FROM pragma_foreign_key_check GROUP BY 1, 2;

-- drop view prices
DROP VIEW prices;

-- rename table price to amount
ALTER TABLE price RENAME TO amount;

-- rebuild table amount: drop foreign key of price
CREATE TABLE new_amount (
    id int,
    item int,
    PRIMARY KEY (id)
);

-- rebuild table amount: copy its rows
INSERT INTO new_amount (rowid, id, item) SELECT rowid, id, item FROM amount;

-- rebuild table amount: prove that all rows are there
-- must return no row
SELECT 'rows were lost' WHERE (SELECT count(*) FROM new_amount) <> (SELECT count(*) FROM amount);

-- rebuild table amount: drop the old table
DROP TABLE amount;

-- rebuild table amount: give it its name
PRAGMA legacy_alter_table = ON;

-- rebuild table amount: give it its name
ALTER TABLE new_amount RENAME TO amount;

-- rebuild table amount: give it its name
PRAGMA legacy_alter_table = OFF;

-- prove that no more rows refer to nothing
-- must return no row
SELECT a.child || ' refers to rows of ' || a.parent || ' that are not there' FROM (SELECT "table" AS child, parent, count(*) AS violations FROM pragma_foreign_key_check GROUP BY 1, 2) AS a LEFT JOIN poundlock_before AS b ON b.child = a.child AND b.parent IS a.parent WHERE a.violations > coalesce(b.violations, 0);

-- forget them
DROP TABLE temp.poundlock_before;
COMMIT;

-- foreign keys on
PRAGMA foreign_keys = ON;
