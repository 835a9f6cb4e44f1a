BEGIN;

-- drop unique constraint of a
ALTER TABLE a DROP CONSTRAINT ;

-- add check of a
ALTER TABLE a ADD CONSTRAINT a_check CHECK (x < 100) NOT VALID;
COMMIT;

-- add unique constraint of a
CREATE UNIQUE INDEX CONCURRENTLY a_y_id_key ON a (y, id);
BEGIN;

-- add unique constraint of a
ALTER TABLE a ADD CONSTRAINT a_y_id_key UNIQUE USING INDEX a_y_id_key;
COMMIT;

-- validate check of a
ALTER TABLE a VALIDATE CONSTRAINT a_check;
