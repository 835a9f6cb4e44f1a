INSERT INTO t VALUES (1, 'a', 'b', 'c', 2, 3, 4); INSERT INTO child VALUES (1, 'a', 2);
