INSERT INTO a VALUES (1, 'n', 'c', 3);
