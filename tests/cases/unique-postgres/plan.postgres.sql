
-- add unique constraint a.a_x
CREATE UNIQUE INDEX CONCURRENTLY a_x_new ON a (x) INCLUDE (y);
BEGIN;

-- add unique constraint a.a_x
ALTER TABLE a DROP CONSTRAINT a_x,
    ADD CONSTRAINT a_x UNIQUE USING INDEX a_x_new;
COMMIT;

-- add unique constraint a.a_y
CREATE UNIQUE INDEX CONCURRENTLY a_y_new ON a (y);
BEGIN;

-- add unique constraint a.a_y
ALTER TABLE a DROP CONSTRAINT a_y,
    ADD CONSTRAINT a_y UNIQUE USING INDEX a_y_new DEFERRABLE INITIALLY IMMEDIATE;
COMMIT;
