BEGIN;

-- drop foreign key a.a_b; drop column a.n; add column a.other
-- loses what a.n holds
ALTER TABLE a DROP CONSTRAINT a_b,
    DROP COLUMN n,
    ADD COLUMN other int DEFAULT 0 NOT NULL;

-- drop table b
-- loses what b holds
DROP TABLE b;

-- drop primary key of a
ALTER TABLE a DROP CONSTRAINT a_pkey;

-- add primary key of a
ALTER TABLE a ADD PRIMARY KEY (id, other);
COMMIT;
