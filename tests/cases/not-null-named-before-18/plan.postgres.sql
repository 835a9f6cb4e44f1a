BEGIN;

-- add table a
CREATE TABLE a (
    b text CONSTRAINT b_said NOT NULL
);
COMMIT;
