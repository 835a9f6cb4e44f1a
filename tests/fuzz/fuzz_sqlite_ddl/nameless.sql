CREATE TABLE n ("" int, b int);
CREATE INDEX ni ON n (b);
CREATE VIEW nv AS SELECT * FROM n;
