SELECT id FROM customer;
SELECT id, phone FROM customer;
