INSERT INTO a VALUES (1, 'sad', 'a,b');
