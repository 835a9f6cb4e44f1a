CREATE TABLE item (a integer, b integer, c integer, CONSTRAINT named CHECK (a > 2), CHECK (c > 1), CHECK (a > b), CHECK (b > c));
