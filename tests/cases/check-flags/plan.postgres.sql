BEGIN;

-- drop check a.c2; alter check a.c1 (not_valid); add check a.c2
ALTER TABLE a DROP CONSTRAINT c2,
    VALIDATE CONSTRAINT c1,
    ADD CONSTRAINT c2 CHECK (x < 9);
COMMIT;
