CREATE TABLE book (id int NOT NULL PRIMARY KEY, author_id int NOT NULL);
CREATE TABLE author (id int NOT NULL PRIMARY KEY);
ALTER TABLE book ADD CONSTRAINT book_author FOREIGN KEY (author_id) REFERENCES author (id);
