CREATE TABLE item (id int, status varchar(10), n int, flag boolean);
CREATE INDEX i1 ON item (id) WHERE status IN ('a','b');
CREATE UNIQUE INDEX i2 ON item (n) WHERE flag AND n IS NOT NULL;
CREATE INDEX i3 ON item (n) WHERE status <> 'done' AND n > 0 AND n < 10;
CREATE INDEX i4 ON item (id) WHERE NOT flag;
