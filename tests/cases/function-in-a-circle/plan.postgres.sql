BEGIN;

-- add function twice(integer)
CREATE FUNCTION twice(x integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT x + x';

-- add domain positive
CREATE DOMAIN positive AS int
    CONSTRAINT above CHECK (twice(VALUE) > 0);

-- add table x
CREATE TABLE x (
    data int,
    CONSTRAINT above CHECK (twice(data) > 0)
);
COMMIT;
