INSERT INTO a VALUES ('a', 'b', 'c', 1);
