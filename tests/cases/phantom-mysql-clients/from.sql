SET NAMES latin1;
CREATE TABLE a (id int, s varchar(10) DEFAULT 'x', CONSTRAINT c CHECK (s IN ('a', 'b')), g varchar(20) AS (concat(s, 'z')) STORED);
SET NAMES utf8mb4;
