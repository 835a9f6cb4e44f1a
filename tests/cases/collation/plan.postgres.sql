BEGIN;

-- alter column a.x (collation); alter column a.y (collation)
ALTER TABLE a ALTER COLUMN x TYPE varchar(20),
    ALTER COLUMN y TYPE varchar(20) COLLATE "POSIX";
COMMIT;
