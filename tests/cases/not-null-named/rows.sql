INSERT INTO a (b, c, d, e, f, g, h, old) VALUES ('b', 'c', 'd', 'e', 'f', 'g', 7, 8); INSERT INTO kept VALUES (1);
