CREATE TABLE item (id int, a int, s varchar(10), CHECK (a > 0 AND a < 100 AND id > 0), CHECK (s IN ('a','b')), CHECK (s <> 'zz'), UNIQUE (a, s));
