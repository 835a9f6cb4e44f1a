BEGIN;

-- add column a.i
ALTER TABLE a ADD COLUMN i int DEFAULT 1 CONSTRAINT i_added NOT NULL;

-- add table new
CREATE TABLE new (
    n int,
    o int CONSTRAINT o_mine NOT NULL NO INHERIT
);

-- add column new.n
ALTER TABLE new ADD CONSTRAINT n_checked_later NOT NULL n NOT VALID;

-- drop view over_old
DROP VIEW over_old;

-- drop column a.old
-- loses what a.old holds
ALTER TABLE a DROP COLUMN old;

-- alter column a.b (not_null_name)
ALTER TABLE a RENAME CONSTRAINT b_said TO b_renamed;

-- alter column a.d (not_null_no_inherit)
ALTER TABLE a ALTER CONSTRAINT a_d_not_null INHERIT;

-- alter column a.f (not_null); alter column a.g (not_null, not_null_name, not_null_not_valid); alter column a.h (not_null_not_valid); add column a.new
ALTER TABLE a ALTER COLUMN f DROP NOT NULL,
    ADD CONSTRAINT g_new NOT NULL g NOT VALID,
    ALTER COLUMN h DROP NOT NULL,
    ADD NOT NULL h NOT VALID,
    ADD COLUMN new int DEFAULT 2 CONSTRAINT a_old_not_null NOT NULL;
COMMIT;

-- alter column a.c (not_null_not_valid)
ALTER TABLE a VALIDATE CONSTRAINT c_later;
BEGIN;

-- alter column a.e (not_null, not_null_name)
ALTER TABLE a ADD CONSTRAINT e_new NOT NULL e NOT VALID;
COMMIT;

-- alter column a.e (not_null, not_null_name)
ALTER TABLE a VALIDATE CONSTRAINT e_new;
BEGIN;

-- add view over_old
CREATE VIEW over_old AS
SELECT new AS old FROM a;
COMMIT;
