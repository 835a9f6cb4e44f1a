SELECT tableoid::regclass, * FROM t ORDER BY id;
SELECT * FROM t_off;
SELECT tableoid::regclass, * FROM sub ORDER BY id;
