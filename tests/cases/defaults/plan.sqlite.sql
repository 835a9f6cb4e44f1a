
-- foreign keys off
PRAGMA foreign_keys = OFF;
BEGIN IMMEDIATE;

-- remember rows that refer to nothing
CREATE TEMP TABLE poundlock_before AS SELECT "table" AS child, parent, count(*) AS violations FROM pragma_foreign_key_check GROUP BY 1, 2;

-- rebuild table a: alter column a.s (default); alter column a.empty (default); alter column a.null_word (default); alter column a.semi (default); alter column a.uni (default); alter column a.neg (default); alter column a.dec (default); alter column a.dec2 (default); alter column a.yes (default); alter column a.no (default); alter column a.nul (default); alter column a.big (default); alter column a.fl (default); alter column a.at (default); alter column a.day (default)
CREATE TABLE new_a (
    id int,
    s varchar(50) NOT NULL DEFAULT '''',
    empty varchar(50) NOT NULL,
    null_word varchar(50),
    semi varchar(50) DEFAULT '',
    uni varchar(50) DEFAULT '%s%d{}',
    neg int DEFAULT 0,
    dec decimal(10,2) DEFAULT 1.10,
    dec2 decimal(10,4) NOT NULL DEFAULT 0.50001,
    yes boolean NOT NULL DEFAULT false,
    "no" boolean,
    nul int DEFAULT 7,
    big bigint DEFAULT -9223372036854775807,
    fl double precision DEFAULT -2,
    at timestamp DEFAULT '2020-01-01',
    day date
);

-- rebuild table a: copy its rows
INSERT INTO new_a (rowid, id, s, empty, null_word, semi, uni, neg, dec, dec2, yes, "no", nul, big, fl, at, day) SELECT rowid, id, s, empty, null_word, semi, uni, neg, dec, dec2, yes, "no", nul, big, fl, at, day FROM a;

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

-- prove that no more rows refer to nothing
-- must return no row
SELECT a.child || ' refers to rows of ' || a.parent || ' that are not there' FROM (SELECT "table" AS child, parent, count(*) AS violations FROM pragma_foreign_key_check GROUP BY 1, 2) AS a LEFT JOIN poundlock_before AS b ON b.child = a.child AND b.parent IS a.parent WHERE a.violations > coalesce(b.violations, 0);

-- forget them
DROP TABLE temp.poundlock_before;
COMMIT;

-- foreign keys on
PRAGMA foreign_keys = ON;
