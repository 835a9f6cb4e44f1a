SELECT full_name FROM customer WHERE id = 1;
