CREATE TABLE item (id int, a int, b int, s varchar(10), CONSTRAINT same CHECK (a IS NOT DISTINCT FROM b),
  CONSTRAINT other CHECK (s IS DISTINCT FROM 'x'));
