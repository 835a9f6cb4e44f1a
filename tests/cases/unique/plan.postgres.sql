BEGIN;

-- drop unique constraint a.a_xy
ALTER TABLE a DROP CONSTRAINT a_xy;
COMMIT;

-- add unique constraint a.a_x
CREATE UNIQUE INDEX CONCURRENTLY a_x_new ON a (x, id);
BEGIN;

-- add unique constraint a.a_x
ALTER TABLE a DROP CONSTRAINT a_x,
    ADD CONSTRAINT a_x UNIQUE USING INDEX a_x_new;
COMMIT;

-- add unique constraint a.a_y
CREATE UNIQUE INDEX CONCURRENTLY a_y ON a (y);
BEGIN;

-- add unique constraint a.a_y
ALTER TABLE a ADD CONSTRAINT a_y UNIQUE USING INDEX a_y;
COMMIT;
