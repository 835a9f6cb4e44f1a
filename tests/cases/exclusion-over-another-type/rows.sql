INSERT INTO a (i, n, t, s) VALUES (5, 6, 'a', 'b');
