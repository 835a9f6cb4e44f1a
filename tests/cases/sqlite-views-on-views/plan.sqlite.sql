BEGIN IMMEDIATE;

-- drop view top
DROP VIEW top;

-- drop view middle
DROP VIEW middle;

-- drop view low
DROP VIEW low;

-- rename column t.a to c
ALTER TABLE t RENAME COLUMN a TO c;

-- add view low
CREATE VIEW low AS SELECT c, b FROM t;

-- add view middle
CREATE VIEW middle AS SELECT c, b FROM low;

-- add view top
CREATE VIEW top AS SELECT b FROM middle;

-- add trigger top.g
CREATE TRIGGER g INSTEAD OF DELETE ON top BEGIN DELETE FROM t; END;
COMMIT;
