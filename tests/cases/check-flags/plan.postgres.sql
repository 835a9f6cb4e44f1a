BEGIN;

-- drop check a.c2; add check a.c2
ALTER TABLE a DROP CONSTRAINT c2,
    ADD CONSTRAINT c2 CHECK (x < 9) NOT VALID;
COMMIT;

-- alter check a.c1 (not_valid)
ALTER TABLE a VALIDATE CONSTRAINT c1;

-- validate check a.c2
ALTER TABLE a VALIDATE CONSTRAINT c2;
