INSERT INTO t VALUES (1, 'a', 'p'), (2, 'b', 'q');
