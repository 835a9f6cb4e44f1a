BEGIN;

-- drop primary key a.a_first; add primary key a.a_second
ALTER TABLE a DROP CONSTRAINT a_first,
    ADD CONSTRAINT a_second PRIMARY KEY (id, x);
COMMIT;
