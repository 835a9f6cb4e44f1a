BEGIN;

-- add foreign key a.f
ALTER TABLE a ADD CONSTRAINT f FOREIGN KEY (b_id) REFERENCES b (id) NOT VALID;
COMMIT;

-- validate foreign key a.f
ALTER TABLE a VALIDATE CONSTRAINT f;
