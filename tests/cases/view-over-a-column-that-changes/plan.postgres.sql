BEGIN;

-- drop materialized view m
DROP MATERIALIZED VIEW m;

-- drop view v
DROP VIEW v;

-- alter column a.code (type); alter column a.n (type)
-- loses what a.code holds
ALTER TABLE a ALTER COLUMN code TYPE char(20),
    ALTER COLUMN n TYPE numeric;

-- add view v
CREATE VIEW v AS
SELECT id, code, n / 2 AS half FROM a WHERE code = '1';

-- add materialized view m
CREATE MATERIALIZED VIEW m AS
SELECT id, code FROM a;

-- add index m.m_code
CREATE INDEX m_code ON m ((upper(code)));

-- add index m.m_one
CREATE INDEX m_one ON m (id) WHERE code = '1';
COMMIT;
