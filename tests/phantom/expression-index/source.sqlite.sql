CREATE TABLE item (id int, email varchar(50), n int);
CREATE INDEX i1 ON item (LOWER("email"));
CREATE INDEX i2 ON item (n + 1 DESC, id);
CREATE UNIQUE INDEX i3 ON item (coalesce(email, ''));
