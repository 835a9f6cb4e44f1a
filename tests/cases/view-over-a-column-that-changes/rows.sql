INSERT INTO a VALUES (1, '1', 3), (2, '2', 5);
