CREATE TABLE a (id integer PRIMARY KEY, other integer NOT NULL, name text);
CREATE VIEW grouped AS SELECT id, name, count(*) AS n FROM a GROUP BY id;
CREATE VIEW over_it AS SELECT n FROM grouped;
GRANT SELECT ON grouped TO PUBLIC;
