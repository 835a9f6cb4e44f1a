SELECT id, s, n FROM a ORDER BY id;
