
-- foreign keys off
PRAGMA foreign_keys = OFF;
BEGIN IMMEDIATE;

-- remember rows that refer to nothing
CREATE TEMP TABLE poundlock_before AS SELECT "table" AS child, parent, count(*) AS violations FROM pragma_foreign_key_check GROUP BY 1, 2;

-- rename virtual table boxes to Areas
ALTER TABLE boxes RENAME TO Areas;

-- rebuild table a: alter column a.y (not_null, default)
CREATE TABLE new_a (
    id integer,
    y text NOT NULL DEFAULT '',
    PRIMARY KEY (id)
);

-- rebuild table a: copy its rows
INSERT INTO new_a (id, y) SELECT id, y FROM a;

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

-- alter virtual table words (definition)
-- loses what words holds
DROP TABLE words;

-- alter virtual table words (definition)
CREATE VIRTUAL TABLE words USING fts5(y, content='a', content_rowid='id', tokenize='porter');

-- drop virtual table gone
-- loses what gone holds
DROP TABLE gone;

-- add trigger a.a_words
CREATE TRIGGER a_words AFTER INSERT ON a BEGIN INSERT INTO words (rowid, y) VALUES (NEW.id, NEW.y); END;

-- prove that no more rows refer to nothing
-- must return no row
SELECT a.child || ' refers to rows of ' || a.parent || ' that are not there' FROM (SELECT "table" AS child, parent, count(*) AS violations FROM pragma_foreign_key_check GROUP BY 1, 2) AS a LEFT JOIN poundlock_before AS b ON b.child = a.child AND b.parent IS a.parent WHERE a.violations > coalesce(b.violations, 0);

-- forget them
DROP TABLE temp.poundlock_before;
COMMIT;

-- foreign keys on
PRAGMA foreign_keys = ON;
