INSERT INTO a (id, parent) VALUES (1, NULL), (2, 1);
