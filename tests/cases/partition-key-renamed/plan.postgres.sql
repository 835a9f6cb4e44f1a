BEGIN;

-- rename column t.at to moment
ALTER TABLE t RENAME COLUMN at TO moment;

-- rename column t.Two to three
ALTER TABLE t RENAME COLUMN "Two" TO three;

-- rename column l.a to b
ALTER TABLE l RENAME COLUMN a TO b;
COMMIT;
