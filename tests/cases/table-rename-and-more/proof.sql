SELECT mail, name FROM client ORDER BY id LIMIT 1;
