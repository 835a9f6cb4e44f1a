
-- alter column book.code to number
ALTER TABLE `book` CHANGE COLUMN `code` `number` int NOT NULL,
    ALGORITHM=INPLACE, LOCK=NONE;

-- add foreign key book.book_shelf
ALTER TABLE `book` ADD CONSTRAINT `book_shelf` FOREIGN KEY (`shelf`) REFERENCES `shelf` (`id`),
    ALGORITHM=COPY, LOCK=SHARED;
