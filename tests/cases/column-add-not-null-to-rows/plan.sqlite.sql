
-- foreign keys off
PRAGMA foreign_keys = OFF;
BEGIN IMMEDIATE;

-- remember rows that refer to nothing
CREATE TEMP TABLE poundlock_before AS SELECT "table" AS child, parent, count(*) AS violations FROM pragma_foreign_key_check GROUP BY 1, 2;

-- rebuild table customer: add column customer.age
CREATE TABLE new_customer (
    id bigint NOT NULL,
    email varchar(320) NOT NULL,
    name varchar(100),
    age int NOT NULL,
    PRIMARY KEY (id)
);

-- rebuild table customer: copy its rows
INSERT INTO new_customer (rowid, id, email, name) SELECT rowid, id, email, name FROM customer;

-- rebuild table customer: prove that all rows are there
-- must return no row
SELECT 'rows were lost' WHERE (SELECT count(*) FROM new_customer) <> (SELECT count(*) FROM customer);

-- rebuild table customer: drop the old table
DROP TABLE customer;

-- rebuild table customer: give it its name
PRAGMA legacy_alter_table = ON;

-- rebuild table customer: give it its name
ALTER TABLE new_customer RENAME TO customer;

-- rebuild table customer: give it its name
PRAGMA legacy_alter_table = OFF;

-- prove that no more rows refer to nothing
-- must return no row
SELECT a.child || ' refers to rows of ' || a.parent || ' that are not there' FROM (SELECT "table" AS child, parent, count(*) AS violations FROM pragma_foreign_key_check GROUP BY 1, 2) AS a LEFT JOIN poundlock_before AS b ON b.child = a.child AND b.parent IS a.parent WHERE a.violations > coalesce(b.violations, 0);

-- forget them
DROP TABLE temp.poundlock_before;
COMMIT;

-- foreign keys on
PRAGMA foreign_keys = ON;
