CREATE TABLE item (id int, n int DEFAULT CAST('5' AS int), v varchar(20) DEFAULT 'x', w text DEFAULT 'y'::text, d date DEFAULT date '2020-01-01',
  b bigint DEFAULT 12, CONSTRAINT double_colon CHECK (CAST(n AS int8) + 1 > 0), CONSTRAINT cast_as CHECK ((n::bigint * 2) < 1000),
  CONSTRAINT typed CHECK (d > '2001-01-01'::date), CONSTRAINT chain CHECK (length((v::text)::character varying(3)) < 10),
  CONSTRAINT implicit CHECK (v::text <> w), CONSTRAINT call CHECK (n::text <> '3'));
