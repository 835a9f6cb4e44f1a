BEGIN;

-- drop materialized view kept
DROP MATERIALIZED VIEW kept;

-- add column t.d
ALTER TABLE t ADD COLUMN d text;

-- drop view of_t
DROP VIEW of_t;

-- drop view above
DROP VIEW above;

-- drop view every
DROP VIEW every;

-- rename column t.b to c
ALTER TABLE t RENAME COLUMN b TO c;

-- add view every
CREATE VIEW every AS
SELECT * FROM t;

-- add view of_t
CREATE VIEW of_t AS
SELECT t.*, 1 AS one FROM t;

-- add view above
CREATE VIEW above AS
SELECT * FROM every;

-- add materialized view kept
CREATE MATERIALIZED VIEW kept AS
SELECT a, t.* FROM u, t AS t (x, y);

-- add materialized view kept
COMMENT ON MATERIALIZED VIEW kept IS 'kept';
COMMIT;
