BEGIN;

-- drop unique constraint a.a_x; drop unique constraint a.a_xy; add unique constraint a.a_x; add unique constraint a.a_y
ALTER TABLE a DROP CONSTRAINT a_x,
    DROP CONSTRAINT a_xy,
    ADD CONSTRAINT a_x UNIQUE (x, id),
    ADD CONSTRAINT a_y UNIQUE (y);
COMMIT;
