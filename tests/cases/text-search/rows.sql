INSERT INTO a VALUES (1, 'the cats');
