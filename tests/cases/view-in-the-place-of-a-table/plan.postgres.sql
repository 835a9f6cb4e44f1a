BEGIN;

-- drop view x.q
DROP VIEW x.q;

-- rename table x.data to rows
ALTER TABLE x.data RENAME TO rows;

-- add view x.data
CREATE VIEW x.data AS
SELECT * FROM x.rows WHERE id > 0;

-- add view x.q
CREATE VIEW x.q AS
SELECT * FROM x.data;

-- add view x.q
COMMENT ON VIEW x.q IS 'all';
COMMIT;
