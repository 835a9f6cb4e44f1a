
-- foreign keys off
PRAGMA foreign_keys = OFF;
BEGIN IMMEDIATE;

-- remember rows that refer to nothing
CREATE TEMP TABLE poundlock_before AS SELECT "table" AS child, parent, count(*) AS violations FROM pragma_foreign_key_check GROUP BY 1, 2;

-- drop view v
DROP VIEW v;

-- drop trigger a.a_changed
DROP TRIGGER a_changed;

-- drop trigger a.a_gone
DROP TRIGGER a_gone;

-- add table fresh
CREATE TABLE fresh (
    x int
);

-- rename table a to aa
ALTER TABLE a RENAME TO aa;

-- rename column a.x to xx
ALTER TABLE aa RENAME COLUMN x TO xx;

-- rebuild table aa: alter column a.x (not_null, default)
CREATE TABLE new_aa (
    id integer,
    xx int NOT NULL DEFAULT 3,
    y text,
    PRIMARY KEY (id)
);

-- rebuild table aa: copy its rows
INSERT INTO new_aa (id, xx, y) SELECT id, xx, y FROM aa;

-- rebuild table aa: prove that all rows are there
-- must return no row
SELECT 'rows were lost' WHERE (SELECT count(*) FROM new_aa) <> (SELECT count(*) FROM aa);

-- rebuild table aa: drop the old table
DROP TABLE aa;

-- rebuild table aa: give it its name
PRAGMA legacy_alter_table = ON;

-- rebuild table aa: give it its name
ALTER TABLE new_aa RENAME TO aa;

-- rebuild table aa: give it its name
PRAGMA legacy_alter_table = OFF;

-- rebuild table log: drop column log.why
CREATE TABLE new_log (
    what text
);

-- rebuild table log: copy its rows
INSERT INTO new_log (rowid, what) SELECT rowid, what FROM log;

-- rebuild table log: prove that all rows are there
-- must return no row
SELECT 'rows were lost' WHERE (SELECT count(*) FROM new_log) <> (SELECT count(*) FROM log);

-- rebuild table log: drop the old table
-- loses what log.why holds
DROP TABLE log;

-- rebuild table log: give it its name
PRAGMA legacy_alter_table = ON;

-- rebuild table log: give it its name
ALTER TABLE new_log RENAME TO log;

-- rebuild table log: give it its name
PRAGMA legacy_alter_table = OFF;

-- drop table gone
-- loses what gone holds
DROP TABLE gone;

-- add view v
CREATE VIEW v AS SELECT id, xx FROM aa WHERE id > 0;

-- add trigger v.v_new
CREATE TRIGGER v_new INSTEAD OF INSERT ON v BEGIN INSERT INTO aa (id) VALUES (NEW.id); END;

-- add trigger aa.a_kept
CREATE TRIGGER a_kept AFTER INSERT ON aa BEGIN INSERT INTO log (what) VALUES ('kept ' || NEW.xx); END;

-- add trigger aa.a_changed
CREATE TRIGGER a_changed AFTER INSERT ON aa BEGIN INSERT INTO fresh (x) VALUES (NEW.xx); END;

-- prove that no more rows refer to nothing
-- must return no row
SELECT a.child || ' refers to rows of ' || a.parent || ' that are not there' FROM (SELECT "table" AS child, parent, count(*) AS violations FROM pragma_foreign_key_check GROUP BY 1, 2) AS a LEFT JOIN poundlock_before AS b ON b.child = a.child AND b.parent IS a.parent WHERE a.violations > coalesce(b.violations, 0);

-- forget them
DROP TABLE temp.poundlock_before;
COMMIT;

-- foreign keys on
PRAGMA foreign_keys = ON;
