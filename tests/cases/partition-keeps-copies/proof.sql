SELECT tableoid::regclass, id, k, v FROM t; SELECT * FROM t2; SELECT * FROM t3; SELECT relname FROM pg_class WHERE relkind = 'i' AND relname ~ '^t[23]_' ORDER BY relname COLLATE "C"
