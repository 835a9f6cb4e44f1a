BEGIN IMMEDIATE;

-- add column customer.note
ALTER TABLE customer ADD COLUMN note text;

-- add column customer.age
ALTER TABLE customer ADD COLUMN age int NOT NULL DEFAULT 18;

-- add column customer.state
ALTER TABLE customer ADD COLUMN state varchar(10) DEFAULT 'new';
COMMIT;
