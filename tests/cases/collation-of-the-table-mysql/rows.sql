INSERT INTO a VALUES (1, 'é', 'ü', 'a', 'b', 'c');
INSERT INTO b VALUES ('e', 'u', 'a');
