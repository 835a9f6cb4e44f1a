
-- alter sequence s1 (increment, max, cache, cycle)
ALTER SEQUENCE `s1` INCREMENT BY 3 MAXVALUE 1000 CACHE 10 CYCLE MINVALUE 1 START WITH 5;

-- add sequence s3
CREATE SEQUENCE `s3` MINVALUE -5;

-- drop sequence s2
-- loses what s2 holds
DROP SEQUENCE `s2`;
