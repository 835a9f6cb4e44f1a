BEGIN;

-- drop trigger sale.note
DROP TRIGGER note ON sale;

-- drop foreign key sale.sale_shop
ALTER TABLE sale DROP CONSTRAINT sale_shop;

-- drop foreign key refund.refund_sale
ALTER TABLE refund DROP CONSTRAINT refund_sale;

-- drop policy sale.all_of_it
DROP POLICY all_of_it ON sale;

-- drop index sale.sale_at
DROP INDEX sale_at;

-- drop index sale.sale_gone
DROP INDEX sale_gone;

-- drop check sale.sale_no_check; drop unique constraint sale.sale_no_key
ALTER TABLE sale DROP CONSTRAINT sale_no_check,
    DROP CONSTRAINT sale_no_key;

-- drop primary key of sale
ALTER TABLE sale DROP CONSTRAINT sale_pkey;

-- add column sale.added
ALTER TABLE sale ADD COLUMN added text DEFAULT 'a';

-- add column refund.sale_at
ALTER TABLE refund ADD COLUMN sale_at date;

-- drop statistics object sale_facts
DROP STATISTICS sale_facts;

-- drop view sold
DROP VIEW sold;

-- drop function newest()
DROP FUNCTION newest();

-- drop column sale.gone
-- loses what sale.gone holds
ALTER TABLE sale DROP COLUMN gone;

-- put aside table sale
ALTER TABLE sale RENAME TO sale_before;

-- add table sale
CREATE TABLE sale (
    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    no bigint DEFAULT nextval('sale_no'),
    at date NOT NULL,
    shop int,
    note text,
    added text DEFAULT 'a',
    twice bigint GENERATED ALWAYS AS (no * 2) STORED,
    PRIMARY KEY (id, at),
    CONSTRAINT sale_no_key UNIQUE (no, at),
    CONSTRAINT sale_no_check CHECK (no > 0)
) PARTITION BY RANGE (at);

-- add table sale
ALTER TABLE sale ENABLE ROW LEVEL SECURITY;

-- add table sale
COMMENT ON TABLE sale IS 'what was sold';

-- add column sale.at
COMMENT ON COLUMN sale.at IS 'when';

-- keep the owner of table sale
DO 'BEGIN EXECUTE (SELECT pg_catalog.format(''ALTER TABLE sale OWNER TO %I'', pg_catalog.pg_get_userbyid(relowner)) FROM pg_catalog.pg_class WHERE oid = ''sale_before''::regclass); END';

-- add table sale_2025
CREATE TABLE sale_2025 PARTITION OF sale for values from ('2025-01-01') to ('2026-01-01');

-- add table sale_2026
CREATE TABLE sale_2026 PARTITION OF sale for values from ('2026-01-01') to ('2027-01-01');

-- copy the rows of table sale
INSERT INTO sale (id, no, at, shop, note, added) OVERRIDING SYSTEM VALUE
SELECT id, no, at, shop, note, added FROM sale_before;

-- go on with the numbers of column sale.id
SELECT pg_catalog.setval(pg_catalog.pg_get_serial_sequence('sale', 'id'), n)
  FROM (SELECT pg_catalog.pg_sequence_last_value(pg_catalog.pg_get_serial_sequence('sale_before', 'id')::regclass)) AS last (n)
 WHERE n IS NOT NULL;

-- keep sequence sale_no
ALTER SEQUENCE sale_no OWNED BY sale.no;

-- add function newest()
CREATE FUNCTION newest() RETURNS SETOF sale LANGUAGE sql AS $$ SELECT * FROM sale ORDER BY at DESC LIMIT 1 $$;

-- add index sale.sale_at
CREATE INDEX sale_at ON sale (at);

-- add policy sale.all_of_it
CREATE POLICY all_of_it ON sale USING (true);

-- add index sale_2026.sale_2026_shop
CREATE INDEX sale_2026_shop ON sale_2026 (shop);

-- add foreign key sale.sale_shop
ALTER TABLE sale ADD CONSTRAINT sale_shop FOREIGN KEY (shop) REFERENCES shop (id);

-- add foreign key refund.refund_sale
ALTER TABLE refund ADD CONSTRAINT refund_sale FOREIGN KEY (sale, sale_at) REFERENCES sale (id, at) NOT VALID;

-- add view sold
CREATE VIEW sold AS
SELECT at, count(*) AS n FROM sale GROUP BY at;

-- add trigger sale.note
CREATE TRIGGER note BEFORE INSERT ON sale FOR EACH ROW EXECUTE FUNCTION noted();

-- add statistics object sale_facts
CREATE STATISTICS sale_facts ON at, shop FROM sale;

-- drop table sale as it was
DROP TABLE sale_before;
COMMIT;

-- validate foreign key refund.refund_sale
ALTER TABLE refund VALIDATE CONSTRAINT refund_sale;
