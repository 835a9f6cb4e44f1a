INSERT INTO h (own, b) VALUES (1, 'x');
