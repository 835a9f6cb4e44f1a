INSERT INTO a (b, c, d, e, f, g, h) VALUES ('b', 'c', 'd', 'e', 'f', 'g', 7); INSERT INTO kept VALUES (1);
