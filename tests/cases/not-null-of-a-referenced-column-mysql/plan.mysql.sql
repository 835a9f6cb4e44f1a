
-- drop foreign key place.place_shelf
ALTER TABLE `place` DROP FOREIGN KEY `place_shelf`,
    ALGORITHM=INPLACE, LOCK=NONE;

-- drop foreign key line.line_note
ALTER TABLE `line` DROP FOREIGN KEY `line_note`,
    ALGORITHM=INPLACE, LOCK=NONE;

-- alter column author.code (not_null)
ALTER TABLE `author` MODIFY COLUMN `code` int NOT NULL;

-- alter column author.m (default); add check author.author_n
ALTER TABLE `author` MODIFY COLUMN `m` int NULL DEFAULT 3,
    ADD CONSTRAINT `author_n` CHECK (n > 0),
    ALGORITHM=COPY, LOCK=SHARED;

-- alter column book.author (not_null)
ALTER TABLE `book` MODIFY COLUMN `author` int NOT NULL;

-- add check book.book_id
ALTER TABLE `book` ADD CONSTRAINT `book_id` CHECK (id > 0),
    ALGORITHM=COPY, LOCK=SHARED;

-- alter column shelf.code (not_null)
ALTER TABLE `shelf` MODIFY COLUMN `code` int NOT NULL;

-- alter column note.code (not_null)
ALTER TABLE `note` MODIFY COLUMN `code` int NOT NULL;

-- add foreign key place.place_shelf
ALTER TABLE `place` ADD CONSTRAINT `place_shelf` FOREIGN KEY (`shelf`) REFERENCES `shelf` (`code`),
    ALGORITHM=COPY, LOCK=SHARED;

-- add foreign key line.line_note
ALTER TABLE `line` ADD CONSTRAINT `line_note` FOREIGN KEY (`note`) REFERENCES `note` (`code`),
    ALGORITHM=COPY, LOCK=SHARED;
