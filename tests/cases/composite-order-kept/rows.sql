INSERT INTO t VALUES (ROW('s', 'f', 1));
