BEGIN;

-- add table a
CREATE TABLE a (
    id int NOT NULL,
    b_id int,
    PRIMARY KEY (id)
);

-- add table b
CREATE TABLE b (
    id int NOT NULL,
    c_id int,
    PRIMARY KEY (id)
);

-- add table c
CREATE TABLE c (
    id int NOT NULL,
    a_id int,
    PRIMARY KEY (id)
);

-- add foreign key a.a_b
ALTER TABLE a ADD CONSTRAINT a_b FOREIGN KEY (b_id) REFERENCES b (id);

-- add foreign key b.b_c
ALTER TABLE b ADD CONSTRAINT b_c FOREIGN KEY (c_id) REFERENCES c (id) ON DELETE CASCADE;

-- add foreign key c.c_a
ALTER TABLE c ADD CONSTRAINT c_a FOREIGN KEY (a_id) REFERENCES a (id);
COMMIT;
