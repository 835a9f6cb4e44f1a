CREATE TABLE customer (id INTEGER PRIMARY KEY, email varchar(320), born date, "odd: name" text);
CREATE TABLE visit (id INTEGER PRIMARY KEY, customer INTEGER, day date NOT NULL);
CREATE TABLE log (line text);
CREATE VIEW young AS SELECT id FROM customer WHERE born > '2000';
CREATE TRIGGER logged AFTER INSERT ON visit BEGIN INSERT INTO log VALUES (new.day); END;
