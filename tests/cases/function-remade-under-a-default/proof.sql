INSERT INTO a (id) VALUES (2); SELECT id, n, m, k, d FROM a ORDER BY id; SELECT id, k, one FROM v ORDER BY id;
