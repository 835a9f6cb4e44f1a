CREATE TABLE item (a JSON, b json NOT NULL, c json DEFAULT ('{}'), CONSTRAINT c1 CHECK (JSON_EXTRACT(c, '$.a') <> 'x'));
