INSERT INTO kid VALUES (1, 'a', 2, 3, 4, 5, 6); INSERT INTO grand VALUES (2, 'b', 2, 3, 4, 5, 6, 7); INSERT INTO parts VALUES (1, '2026-01-01', 'w');
