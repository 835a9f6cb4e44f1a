INSERT INTO a SELECT i, i, i FROM generate_series(1, 100) AS i;
