INSERT INTO a VALUES (1, 'sad', '{ok,sad}');
