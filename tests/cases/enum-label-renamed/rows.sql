INSERT INTO a VALUES (1, 'happy', '{sad,happy}', 's'), (2, 'sad', NULL, 'xl');
