BEGIN;

-- rename column customer.name to full_name
ALTER TABLE customer RENAME COLUMN name TO full_name;
COMMIT;
