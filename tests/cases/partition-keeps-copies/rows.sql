INSERT INTO r VALUES (1), (2), (3);
INSERT INTO t VALUES (1, 'a', 1), (2, 'b', 2), (3, 'c', 3);
