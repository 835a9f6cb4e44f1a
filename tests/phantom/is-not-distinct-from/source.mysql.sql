CREATE TABLE item (id int, a int, b int, s varchar(10), CONSTRAINT same CHECK (a <=> b), CONSTRAINT other CHECK (NOT s <=> 'x'));
