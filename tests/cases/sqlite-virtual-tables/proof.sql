INSERT INTO a VALUES (7, 'running'); SELECT rowid FROM words WHERE words MATCH 'run'; SELECT x1 FROM Areas;
