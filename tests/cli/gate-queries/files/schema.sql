CREATE TABLE customer (id INTEGER PRIMARY KEY, email varchar(320));
