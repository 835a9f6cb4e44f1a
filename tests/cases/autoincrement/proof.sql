INSERT INTO a (x) VALUES (9); SELECT max(id) FROM a; SELECT seq FROM sqlite_sequence WHERE name = 'a'; SELECT count(*) FROM sqlite_sequence;
