BEGIN;

-- alter sequence s1 (increment)
ALTER SEQUENCE s1 INCREMENT BY 3;

-- alter sequence s1 (max)
ALTER SEQUENCE s1 MAXVALUE 1000;

-- alter sequence s1 (cache)
ALTER SEQUENCE s1 CACHE 10;

-- alter sequence s1 (cycle)
ALTER SEQUENCE s1 CYCLE;

-- add sequence s3
CREATE SEQUENCE s3 MINVALUE -5;

-- drop sequence s2
-- loses what s2 holds
DROP SEQUENCE s2;
COMMIT;
