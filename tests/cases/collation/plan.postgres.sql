BEGIN;

-- alter column a.y (collation)
ALTER TABLE a ALTER COLUMN y TYPE varchar(20) COLLATE "POSIX";
COMMIT;
