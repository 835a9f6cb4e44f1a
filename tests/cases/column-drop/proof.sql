SELECT count(*) FROM customer WHERE email LIKE '%@x';
