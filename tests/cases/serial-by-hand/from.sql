CREATE TABLE a (id serial PRIMARY KEY, b bigserial, x int);
