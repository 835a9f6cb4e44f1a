INSERT INTO a VALUES (1, 'x'), (2, 'x');
INSERT INTO b VALUES (1, 'x', 'y');
INSERT INTO c VALUES (1, 'x');
INSERT INTO d VALUES (1, 'x');
