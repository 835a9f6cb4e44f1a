CREATE TABLE item (a json, b json NOT NULL, c jsonb DEFAULT '{"a": [1, 2]}'::jsonb, CONSTRAINT c1 CHECK ((c->>'a') <> 'x'));
