BEGIN IMMEDIATE;

-- drop index a.a_old
DROP INDEX a_old;

-- add index a.a_new
CREATE INDEX a_new ON a (x);
COMMIT;
