
-- rename table customer to client
RENAME TABLE `customer` TO `client`;

-- alter column customer.email to mail (type); add column client.born; add index client.client_mail
ALTER TABLE `client` CHANGE COLUMN `email` `mail` varchar(400) NOT NULL,
    ADD COLUMN `born` date NULL,
    ADD UNIQUE INDEX `client_mail` (`mail`),
    ALGORITHM=COPY, LOCK=SHARED;
