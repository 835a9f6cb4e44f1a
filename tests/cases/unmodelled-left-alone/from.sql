CREATE TABLE a (id int, x int);
CREATE OPERATOR === (LEFTARG = int, RIGHTARG = int, FUNCTION = int4eq);
CREATE CAST (point AS uuid) WITH INOUT;
