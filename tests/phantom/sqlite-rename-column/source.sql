CREATE TABLE item (id INTEGER, n int NOT NULL DEFAULT 3, [st] varchar(10), doubled int AS (n*2), CONSTRAINT c CHECK (n>0 AND st in ('a','b')));
CREATE INDEX i ON item (n + 1) WHERE st = 'a';
CREATE VIEW v AS select n from item where st <> 'x';
ALTER TABLE item RENAME COLUMN n TO "new name";
ALTER TABLE item RENAME st TO state;
