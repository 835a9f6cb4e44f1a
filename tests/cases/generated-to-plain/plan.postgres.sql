BEGIN;

-- alter column a.y (generated, stored)
ALTER TABLE a ALTER COLUMN y DROP EXPRESSION;
COMMIT;
