SET SESSION sql_generate_invisible_primary_key = 1;
CREATE TABLE a (x int);
