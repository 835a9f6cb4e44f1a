BEGIN;

-- drop check t.c; drop check t.d; add check t.c; add check t.d
ALTER TABLE t DROP CONSTRAINT c,
    DROP CONSTRAINT d,
    ADD CONSTRAINT c CHECK (a <> 'abc') NOT VALID,
    ADD CONSTRAINT d CHECK (b IN ('x', 'Y')) NOT VALID;
COMMIT;

-- validate check t.c
ALTER TABLE t VALIDATE CONSTRAINT c;

-- validate check t.d
ALTER TABLE t VALIDATE CONSTRAINT d;
