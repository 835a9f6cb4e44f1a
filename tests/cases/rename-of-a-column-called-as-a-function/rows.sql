INSERT INTO a (lower, name) VALUES (1, 'A');
