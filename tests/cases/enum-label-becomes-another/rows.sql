INSERT INTO a VALUES (1, 'ok', '{meh}'), (2, NULL, NULL);
INSERT INTO a VALUES (3, 'meh', '{ok,meh}');
