BEGIN;

-- add table p
CREATE TABLE p (
    a int NOT NULL,
    b int,
    PRIMARY KEY (a),
    CONSTRAINT u1 UNIQUE (a, b),
    CONSTRAINT u4 UNIQUE (b, a)
);

-- add unique constraint p.u2
ALTER TABLE p ADD CONSTRAINT u2 UNIQUE (a, b);

-- add unique constraint p.u3
ALTER TABLE p ADD CONSTRAINT u3 UNIQUE (a);
COMMIT;

-- add unique constraint q.v1
CREATE UNIQUE INDEX CONCURRENTLY v1 ON q (b);
BEGIN;

-- add unique constraint q.v1
ALTER TABLE q ADD CONSTRAINT v1 UNIQUE USING INDEX v1;
COMMIT;

-- add unique constraint q.v2
CREATE UNIQUE INDEX CONCURRENTLY v2 ON q (b);
BEGIN;

-- add unique constraint q.v2
ALTER TABLE q ADD CONSTRAINT v2 UNIQUE USING INDEX v2;
COMMIT;

-- add unique constraint q.v3
CREATE UNIQUE INDEX CONCURRENTLY v3 ON q (a);
BEGIN;

-- add unique constraint q.v3
ALTER TABLE q ADD CONSTRAINT v3 UNIQUE USING INDEX v3;
COMMIT;
