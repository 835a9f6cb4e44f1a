BEGIN;

-- drop foreign key a.f1; drop foreign key a.f2; add foreign key a.f1; add foreign key a.f3
ALTER TABLE a DROP CONSTRAINT f1,
    DROP CONSTRAINT f2,
    ADD CONSTRAINT f1 FOREIGN KEY (b_id) REFERENCES b (id) ON DELETE SET NULL ON UPDATE CASCADE NOT VALID,
    ADD CONSTRAINT f3 FOREIGN KEY (b_id, c) REFERENCES b (id, c) ON DELETE RESTRICT NOT VALID;
COMMIT;

-- validate foreign key a.f1
ALTER TABLE a VALIDATE CONSTRAINT f1;

-- validate foreign key a.f3
ALTER TABLE a VALIDATE CONSTRAINT f3;
