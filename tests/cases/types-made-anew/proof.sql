SELECT id, m, list, d, p, n, at, is_sad, what FROM a ORDER BY id;
SELECT * FROM w;
SELECT m, f(m) FROM b;
