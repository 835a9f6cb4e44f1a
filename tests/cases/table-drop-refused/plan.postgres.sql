BEGIN;

-- drop table old
-- loses what old holds
DROP TABLE old;
COMMIT;
