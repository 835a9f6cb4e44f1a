BEGIN;

-- drop primary key of b
ALTER TABLE b DROP CONSTRAINT b_pkey;
COMMIT;

-- add primary key of a
CREATE UNIQUE INDEX CONCURRENTLY a_pkey ON a (id);
BEGIN;

-- add primary key of a
ALTER TABLE a ADD CONSTRAINT a_pkey PRIMARY KEY USING INDEX a_pkey;
COMMIT;

-- add primary key of c
CREATE UNIQUE INDEX CONCURRENTLY c_pkey_new ON c (x, id);
BEGIN;

-- add primary key of c
ALTER TABLE c DROP CONSTRAINT c_pkey,
    ADD CONSTRAINT c_pkey PRIMARY KEY USING INDEX c_pkey_new;
COMMIT;
