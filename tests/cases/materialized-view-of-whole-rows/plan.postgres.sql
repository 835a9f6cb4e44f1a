BEGIN;

-- add column c.y
ALTER TABLE c ADD COLUMN y int GENERATED ALWAYS AS (x + 1) STORED;

-- drop materialized view all_a
DROP MATERIALIZED VIEW all_a;

-- drop column a.gone; add column a.y
-- loses what a.gone holds
ALTER TABLE a DROP COLUMN gone,
    ADD COLUMN y real DEFAULT 0;

-- drop view over
DROP VIEW over;

-- drop materialized view all_b
DROP MATERIALIZED VIEW all_b;

-- alter column b.x (type)
ALTER TABLE b ALTER COLUMN x TYPE bigint;

-- add materialized view all_b
CREATE MATERIALIZED VIEW all_b AS
SELECT b, b.x FROM b;

-- add materialized view all_b
COMMENT ON MATERIALIZED VIEW all_b IS 'kept';

-- add index all_b.all_b_x
CREATE INDEX all_b_x ON all_b (x);

-- add view over
CREATE VIEW over AS
SELECT x FROM all_b;
COMMIT;
