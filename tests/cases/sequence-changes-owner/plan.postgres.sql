BEGIN;

-- alter sequence s (owned_by)
ALTER SEQUENCE s OWNED BY NONE;

-- drop column a.n
-- loses what a.n holds
ALTER TABLE a DROP COLUMN n;

-- alter sequence t (owned_by)
ALTER SEQUENCE t OWNED BY NONE;

-- alter sequence t (owned_by)
ALTER SEQUENCE t OWNED BY NONE;

-- drop table gone
-- loses what gone holds
DROP TABLE gone;

-- add table b
CREATE TABLE b (
    n bigint DEFAULT nextval('s')
);

-- alter sequence s (owned_by)
ALTER SEQUENCE s OWNED BY b.n;
COMMIT;
