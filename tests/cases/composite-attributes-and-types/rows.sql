INSERT INTO shop VALUES (1, ROW('a, "b"', 7, 'x'), ARRAY[ROW('c', 8, 'y')::place]), (2, NULL, NULL);
