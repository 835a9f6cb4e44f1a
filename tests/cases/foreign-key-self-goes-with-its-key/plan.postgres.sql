BEGIN;

-- drop foreign key a.a_parent_fk
ALTER TABLE a DROP CONSTRAINT a_parent_fk;

-- drop primary key of a
ALTER TABLE a DROP CONSTRAINT a_pkey;

-- add primary key of a
ALTER TABLE a ADD PRIMARY KEY (b);
COMMIT;
