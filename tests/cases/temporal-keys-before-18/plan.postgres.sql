BEGIN;

-- add table t
CREATE TABLE t (
    a int4range NOT NULL,
    b daterange NOT NULL,
    c int4range,
    PRIMARY KEY (a, b WITHOUT OVERLAPS)
);

-- add foreign key t.f
ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (c, PERIOD b) REFERENCES t (a, PERIOD b);
COMMIT;
