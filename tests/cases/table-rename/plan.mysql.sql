
-- rename table customer to client
RENAME TABLE `customer` TO `client`;
