
-- add primary key a.a_second
CREATE UNIQUE INDEX CONCURRENTLY a_second_new ON a (id, x);
BEGIN;

-- add primary key a.a_second
ALTER TABLE a DROP CONSTRAINT a_first,
    ADD CONSTRAINT a_second PRIMARY KEY USING INDEX a_second_new;
COMMIT;
