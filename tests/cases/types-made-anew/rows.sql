INSERT INTO a (id, m, list, d, p, n, at) VALUES (1, 'sad', '{sad,ok}', 'ok', ROW('sad', 5), 3, ROW(1, 2, 3)), (2, 'ok', NULL, NULL, NULL, NULL, NULL);
INSERT INTO b VALUES ('sad', 1, 'x');
