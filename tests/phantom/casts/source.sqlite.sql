CREATE TABLE item (id int, n int, v varchar(20), CONSTRAINT text_one CHECK (CAST(n AS text) <> '12'), CONSTRAINT integer_one CHECK (CAST(v AS INTEGER) > 3));
