CREATE TABLE item (a integer, b integer, c integer, CHECK (a > b), CHECK (b > c), CHECK (c > 1), CONSTRAINT named CHECK (a > 2));
