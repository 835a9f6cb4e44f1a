BEGIN;

-- drop unique constraint of a; add unique constraint of a; add check of a
ALTER TABLE a DROP CONSTRAINT ,
    ADD UNIQUE (y, id),
    ADD CHECK (x < 100);
COMMIT;
