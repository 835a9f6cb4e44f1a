INSERT INTO heir VALUES (1, 'a', 2); INSERT INTO leaves VALUES (3, 'b', 4); INSERT INTO "o s".pub VALUES (5, 'c', 6);
