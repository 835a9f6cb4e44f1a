BEGIN;

-- drop foreign key a.a_fk
ALTER TABLE a DROP CONSTRAINT a_fk;

-- drop index a.a_b
DROP INDEX a_b;

-- drop check a.a_positive; drop unique constraint a.a_u; drop column a.b_id
-- loses what a.b_id holds
ALTER TABLE a DROP CONSTRAINT a_positive,
    DROP CONSTRAINT a_u,
    DROP COLUMN b_id;
COMMIT;
