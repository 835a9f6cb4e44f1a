BEGIN;

-- add table a
CREATE TABLE a (
    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    x int,
    PRIMARY KEY (id)
);
COMMIT;
