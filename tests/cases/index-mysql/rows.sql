INSERT INTO a VALUES (1, 'x', 'y', ST_GeomFromText('POINT(1 1)'));
