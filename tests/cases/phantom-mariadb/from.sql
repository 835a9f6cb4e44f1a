CREATE TABLE a (id int(11) NOT NULL, j json, k int(11) DEFAULT NULL CHECK (k > 0), t timestamp DEFAULT current_timestamp(), v varchar(10) DEFAULT 'x', w varchar(10), u uuid);
