BEGIN;

-- add table u
CREATE TABLE u (
    a int NOT NULL,
    PRIMARY KEY (a) WITH (fillfactor=60)
) WITH (fillfactor=70, autovacuum_enabled=false);
COMMIT;
