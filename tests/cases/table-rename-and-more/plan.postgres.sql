BEGIN;

-- rename table customer to client
ALTER TABLE customer RENAME TO client;

-- rename column customer.email to mail
ALTER TABLE client RENAME COLUMN email TO mail;

-- alter column customer.email (type); add column client.born
ALTER TABLE client ALTER COLUMN mail TYPE varchar(400),
    ADD COLUMN born date;
COMMIT;

-- add unique constraint client.client_mail
CREATE UNIQUE INDEX CONCURRENTLY client_mail ON client (mail);
BEGIN;

-- add unique constraint client.client_mail
ALTER TABLE client ADD CONSTRAINT client_mail UNIQUE USING INDEX client_mail;
COMMIT;
