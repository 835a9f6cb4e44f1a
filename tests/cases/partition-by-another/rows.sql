INSERT INTO t VALUES (1, 'a', 'p'), (2, 'b', 'q'), (3, 'a', 'r'), (4, 'c', 's'), (5, 'off', 't');
INSERT INTO sub VALUES (1, 'x'), (NULL, 'x');
