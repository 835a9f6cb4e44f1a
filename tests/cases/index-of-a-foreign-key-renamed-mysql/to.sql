CREATE TABLE book (id int NOT NULL PRIMARY KEY, author_id int NOT NULL);
CREATE TABLE writer (id int NOT NULL PRIMARY KEY);
ALTER TABLE book ADD CONSTRAINT book_writer FOREIGN KEY (author_id) REFERENCES writer (id);
