SELECT id,
       phone
  FROM customer;
SELECT 1; DELETE FROM customers
