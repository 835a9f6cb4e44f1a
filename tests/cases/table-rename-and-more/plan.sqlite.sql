
-- foreign keys off
PRAGMA foreign_keys = OFF;
BEGIN IMMEDIATE;

-- remember rows that refer to nothing
CREATE TEMP TABLE poundlock_before AS SELECT "table" AS child, parent, count(*) AS violations FROM pragma_foreign_key_check GROUP BY 1, 2;

-- rename table customer to client
ALTER TABLE customer RENAME TO client;

-- rename column customer.email to mail
ALTER TABLE client RENAME COLUMN email TO mail;

-- rebuild table client: alter column customer.email (type); add column client.born; add unique constraint client.client_mail
CREATE TABLE new_client (
    id bigint NOT NULL,
    mail varchar(400) NOT NULL,
    name varchar(100),
    born date,
    PRIMARY KEY (id),
    CONSTRAINT client_mail UNIQUE (mail)
);

-- rebuild table client: copy its rows
INSERT INTO new_client (rowid, id, mail, name) SELECT rowid, id, mail, name FROM client;

-- rebuild table client: prove that all rows are there
-- must return no row
SELECT 'rows were lost' WHERE (SELECT count(*) FROM new_client) <> (SELECT count(*) FROM client);

-- rebuild table client: drop the old table
DROP TABLE client;

-- rebuild table client: give it its name
PRAGMA legacy_alter_table = ON;

-- rebuild table client: give it its name
ALTER TABLE new_client RENAME TO client;

-- rebuild table client: give it its name
PRAGMA legacy_alter_table = OFF;

-- prove that no more rows refer to nothing
-- must return no row
SELECT a.child || ' refers to rows of ' || a.parent || ' that are not there' FROM (SELECT "table" AS child, parent, count(*) AS violations FROM pragma_foreign_key_check GROUP BY 1, 2) AS a LEFT JOIN poundlock_before AS b ON b.child = a.child AND b.parent IS a.parent WHERE a.violations > coalesce(b.violations, 0);

-- forget them
DROP TABLE temp.poundlock_before;
COMMIT;

-- foreign keys on
PRAGMA foreign_keys = ON;
