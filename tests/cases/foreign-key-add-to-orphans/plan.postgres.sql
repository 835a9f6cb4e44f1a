BEGIN;

-- add foreign key a.f
ALTER TABLE a ADD CONSTRAINT f FOREIGN KEY (b_id) REFERENCES b (id);
COMMIT;
