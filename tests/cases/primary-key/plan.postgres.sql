BEGIN;

-- add primary key of a
ALTER TABLE a ADD PRIMARY KEY (id);

-- drop primary key of b
ALTER TABLE b DROP CONSTRAINT b_pkey;

-- drop primary key of c
ALTER TABLE c DROP CONSTRAINT c_pkey;

-- add primary key of c
ALTER TABLE c ADD PRIMARY KEY (x, id);
COMMIT;
