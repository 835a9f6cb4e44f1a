INSERT INTO t (id, at, r, c, m) VALUES (5, '2020-01-01 00:00:00Z', '[1,2)', 'x', 'ok');
