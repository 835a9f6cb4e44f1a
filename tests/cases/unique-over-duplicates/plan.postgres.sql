
-- add unique constraint a.a_x
CREATE UNIQUE INDEX CONCURRENTLY a_x ON a (x);
BEGIN;

-- add unique constraint a.a_x
ALTER TABLE a ADD CONSTRAINT a_x UNIQUE USING INDEX a_x;
COMMIT;
