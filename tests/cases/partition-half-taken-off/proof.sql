SELECT * FROM t_1; SELECT count(*) FROM t
