BEGIN IMMEDIATE;

-- add table a
CREATE TABLE a (
    id int NOT NULL,
    b_id int,
    PRIMARY KEY (id),
    CONSTRAINT a_b FOREIGN KEY (b_id) REFERENCES b (id)
);

-- add table b
CREATE TABLE b (
    id int NOT NULL,
    c_id int,
    PRIMARY KEY (id),
    CONSTRAINT b_c FOREIGN KEY (c_id) REFERENCES c (id) ON DELETE CASCADE
);

-- add table c
CREATE TABLE c (
    id int NOT NULL,
    a_id int,
    PRIMARY KEY (id),
    CONSTRAINT c_a FOREIGN KEY (a_id) REFERENCES a (id)
);
COMMIT;
