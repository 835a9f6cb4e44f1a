BEGIN IMMEDIATE;

-- add table a
CREATE TABLE a (
    id int NOT NULL,
    up int,
    PRIMARY KEY (id),
    CONSTRAINT a_up FOREIGN KEY (up) REFERENCES a (id) ON DELETE CASCADE
);
COMMIT;
