INSERT INTO a (id) VALUES (3); SELECT id, m, ms, s FROM a ORDER BY id;
