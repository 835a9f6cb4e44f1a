INSERT INTO a VALUES (1, 10, 20, 'old', 6);
