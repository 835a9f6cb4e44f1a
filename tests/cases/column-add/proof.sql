SELECT id, age, state FROM customer ORDER BY id;
