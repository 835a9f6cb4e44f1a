
-- alter column author.code (not_null); alter column author.m (default); add check author.author_n
ALTER TABLE `author` MODIFY COLUMN `code` int NOT NULL,
    MODIFY COLUMN `m` int NULL DEFAULT 3,
    ADD CONSTRAINT `author_n` CHECK (n > 0),
    ALGORITHM=COPY, LOCK=SHARED;

-- alter column book.author (not_null); add check book.book_id
ALTER TABLE `book` MODIFY COLUMN `author` int NOT NULL,
    ADD CONSTRAINT `book_id` CHECK (id > 0),
    ALGORITHM=COPY, LOCK=SHARED;

-- alter column shelf.code (not_null)
ALTER TABLE `shelf` MODIFY COLUMN `code` int NOT NULL,
    ALGORITHM=INPLACE, LOCK=NONE;

-- alter column note.code (not_null)
ALTER TABLE `note` MODIFY COLUMN `code` int NOT NULL;
