BEGIN;

-- alter sequence s (owned_by)
ALTER SEQUENCE s OWNED BY NONE;

-- drop table a
-- loses what a holds
DROP TABLE a;

-- add table b
CREATE TABLE b (
    id bigint DEFAULT nextval('s'::regclass) NOT NULL,
    p int,
    PRIMARY KEY (id),
    CONSTRAINT u UNIQUE (p)
);

-- alter sequence s (owned_by)
ALTER SEQUENCE s OWNED BY b.id;
COMMIT;
