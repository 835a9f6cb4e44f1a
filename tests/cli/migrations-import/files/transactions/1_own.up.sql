-- who buys
BEGIN;

CREATE TABLE c (x int);

COMMIT;
