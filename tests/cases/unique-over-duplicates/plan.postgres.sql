BEGIN;

-- add unique constraint a.a_x
ALTER TABLE a ADD CONSTRAINT a_x UNIQUE (x);
COMMIT;
