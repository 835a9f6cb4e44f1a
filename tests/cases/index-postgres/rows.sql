INSERT INTO a VALUES (1, 'T', '{}', 2);
