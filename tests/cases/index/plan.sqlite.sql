BEGIN IMMEDIATE;

-- drop index a.a_x
DROP INDEX a_x;

-- drop index a.a_y
DROP INDEX a_y;

-- add index a.a_x
CREATE INDEX a_x ON a (x, y DESC);

-- add index a.a_xy
CREATE INDEX a_xy ON a (y, x);
COMMIT;
