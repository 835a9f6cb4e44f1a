BEGIN;

-- add table a
CREATE TABLE a (
    id int NOT NULL,
    up int,
    PRIMARY KEY (id)
);

-- add foreign key a.a_up
ALTER TABLE a ADD CONSTRAINT a_up FOREIGN KEY (up) REFERENCES a (id) ON DELETE CASCADE;
COMMIT;
