CREATE TYPE pair AS (second text, first text, n int);
CREATE TABLE t (v pair);
