BEGIN;

-- drop index a.a_key
DROP INDEX a_key CASCADE;

-- add unique constraint a.a_key
ALTER TABLE a ADD CONSTRAINT a_key UNIQUE (k, id);

-- drop primary key of b_1
ALTER TABLE b_1 DROP CONSTRAINT b_1_pkey,
    ALTER COLUMN k DROP NOT NULL,
    ALTER COLUMN id DROP NOT NULL;

-- drop index d.d_key
DROP INDEX d_key CASCADE;

-- add index d.d_key
CREATE UNIQUE INDEX d_key ON d (k, id);
COMMIT;

-- add primary key of c_1
CREATE UNIQUE INDEX CONCURRENTLY c_1_pkey ON c_1 (k, id);
BEGIN;

-- add primary key of c_1
ALTER TABLE c_1 ADD CONSTRAINT c_1_pkey PRIMARY KEY USING INDEX c_1_pkey;

-- add index c.c_key
CREATE UNIQUE INDEX c_key ON ONLY c (k, id);

-- add index c.c_key
ALTER INDEX c_key ATTACH PARTITION c_1_pkey;
COMMIT;
