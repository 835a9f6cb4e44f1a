BEGIN;

-- alter schema stays (comment)
COMMENT ON SCHEMA stays IS 'more';

-- add schema odd schema; drop
CREATE SCHEMA "odd schema; drop";

-- add enum stays.mood
CREATE TYPE stays.mood AS ENUM ('ok');

-- add column stays.b.m
ALTER TABLE stays.b ADD COLUMN m stays.mood;

-- add table odd schema; drop.select
CREATE TABLE "odd schema; drop"."select" (
    id int
);

-- add foreign key stays.b.b_a
ALTER TABLE stays.b ADD CONSTRAINT b_a FOREIGN KEY (a_id) REFERENCES a (id) NOT VALID;
COMMIT;

-- validate foreign key stays.b.b_a
ALTER TABLE stays.b VALIDATE CONSTRAINT b_a;
BEGIN;

-- drop table old.x
-- loses what old.x holds
DROP TABLE old.x;

-- drop schema old
-- loses what old holds
DROP SCHEMA old;
COMMIT;
