BEGIN;

-- drop column p.e
-- loses what p.e holds
ALTER TABLE ONLY p DROP COLUMN e;
COMMIT;
