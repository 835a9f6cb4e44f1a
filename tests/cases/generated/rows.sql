INSERT INTO a (id, x, z) VALUES (1, 5, 7);
