BEGIN;

-- add column customer.note; add column customer.age; add column customer.state
ALTER TABLE customer ADD COLUMN note text,
    ADD COLUMN age int DEFAULT 18 NOT NULL,
    ADD COLUMN state varchar(10) DEFAULT 'new';
COMMIT;
