CREATE TABLE g (a int, b int GENERATED ALWAYS AS (a * 2) STORED, c text AS (upper(a) || ')') VIRTUAL NOT NULL, d AS (a) CHECK (d > 1), e int DEFAULT (1 + (2)));
CREATE INDEX gi ON g (lower(c) COLLATE nocase DESC, a + b, d) WHERE a IS NOT NULL AND c <> 'desc';
