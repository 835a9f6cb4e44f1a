BEGIN;

-- put index a.a_x aside
ALTER INDEX a_x RENAME TO a_x_before;
COMMIT;

-- drop index a.a_y
DROP INDEX CONCURRENTLY a_y;

-- add index a.a_x
CREATE INDEX CONCURRENTLY a_x ON a (x, y DESC);

-- drop the former index a.a_x
DROP INDEX CONCURRENTLY a_x_before;

-- add index a.a_xy
CREATE INDEX CONCURRENTLY a_xy ON a (y, x);
