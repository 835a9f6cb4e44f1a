INSERT INTO a (id, c) VALUES (2, 'blue'); SELECT m, ms FROM a ORDER BY id;
