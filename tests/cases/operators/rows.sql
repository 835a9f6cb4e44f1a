INSERT INTO a VALUES (1, 'small'), (2, 'large');
