
-- foreign keys off
PRAGMA foreign_keys = OFF;
BEGIN IMMEDIATE;

-- remember rows that refer to nothing
CREATE TEMP TABLE poundlock_before AS SELECT "table" AS child, parent, count(*) AS violations FROM pragma_foreign_key_check GROUP BY 1, 2;

-- drop index Mixed.Mixed_eMail
DROP INDEX Mixed_eMail;

-- rebuild table Mixed: alter column Mixed.Id (type); alter check Mixed.Short (expression); add index Mixed.Mixed_eMail
CREATE TABLE new_Mixed (
    Id bigint NOT NULL,
    eMail text,
    PRIMARY KEY (Id),
    CONSTRAINT Short CHECK ("eMail" <> 'y')
);

-- rebuild table Mixed: copy its rows
INSERT INTO new_Mixed (rowid, Id, eMail) SELECT rowid, Id, eMail FROM Mixed;

-- rebuild table Mixed: prove that all rows are there
-- must return no row
SELECT 'rows were lost' WHERE (SELECT count(*) FROM new_Mixed) <> (SELECT count(*) FROM Mixed);

-- rebuild table Mixed: drop the old table
DROP TABLE Mixed;

-- rebuild table Mixed: give it its name
PRAGMA legacy_alter_table = ON;

-- rebuild table Mixed: give it its name
ALTER TABLE new_Mixed RENAME TO Mixed;

-- rebuild table Mixed: give it its name
PRAGMA legacy_alter_table = OFF;

-- rebuild table Mixed: make its indexes
CREATE UNIQUE INDEX Mixed_eMail ON Mixed (eMail);

-- prove that no more rows refer to nothing
-- must return no row
SELECT a.child || ' refers to rows of ' || a.parent || ' that are not there' FROM (SELECT "table" AS child, parent, count(*) AS violations FROM pragma_foreign_key_check GROUP BY 1, 2) AS a LEFT JOIN poundlock_before AS b ON b.child = a.child AND b.parent IS a.parent WHERE a.violations > coalesce(b.violations, 0);

-- forget them
DROP TABLE temp.poundlock_before;
COMMIT;

-- foreign keys on
PRAGMA foreign_keys = ON;
