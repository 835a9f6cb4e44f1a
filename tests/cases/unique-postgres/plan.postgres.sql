BEGIN;

-- drop unique constraint a.a_x; drop unique constraint a.a_y; add unique constraint a.a_x; add unique constraint a.a_y
ALTER TABLE a DROP CONSTRAINT a_x,
    DROP CONSTRAINT a_y,
    ADD CONSTRAINT a_x UNIQUE (x) INCLUDE (y),
    ADD CONSTRAINT a_y UNIQUE (y) DEFERRABLE INITIALLY IMMEDIATE;
COMMIT;
