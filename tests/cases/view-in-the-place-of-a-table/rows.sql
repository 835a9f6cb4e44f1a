INSERT INTO x.data VALUES (0, 'none'), (1, 'one');
