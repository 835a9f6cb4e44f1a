INSERT INTO a VALUES (1, 'é', 'ü');
