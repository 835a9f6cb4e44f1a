BEGIN;

-- drop column p.e
-- loses what p.e holds
ALTER TABLE p DROP COLUMN e;

-- add column h.e
ALTER TABLE h ADD COLUMN e int;
COMMIT;
