CREATE TABLE a (id int PRIMARY KEY, x int, y int);
CREATE INDEX a_x ON a (x);
CREATE UNIQUE INDEX a_y ON a (y);
CREATE INDEX a_old ON a (y, x);
CREATE UNIQUE INDEX a_u ON a (x, y);
UPDATE pg_index SET indisvalid = false WHERE indexrelid IN ('a_x'::regclass, 'a_y'::regclass, 'a_old'::regclass, 'a_u'::regclass);
