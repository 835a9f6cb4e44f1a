CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE TABLE item (id int, status varchar(10), n int, m mood, tags text[],
  CONSTRAINT texts CHECK (status = ANY (ARRAY['a'::text, 'b'::text])), CONSTRAINT literal CHECK (status = ANY ('{a,b}'::text[])),
  CONSTRAINT numbers CHECK (n IN (1, 2, 3)), CONSTRAINT none_of CHECK (n NOT IN (7, 8)), CONSTRAINT labels CHECK (m IN ('ok', 'happy')),
  CONSTRAINT listed CHECK (m = ANY (ARRAY['ok'::mood, 'sad'::mood])),
  CONSTRAINT elements CHECK ('x' = ANY (tags) OR tags @> ARRAY['y'::text]));
CREATE INDEX few ON item (n) WHERE status IN ('a', 'b');
