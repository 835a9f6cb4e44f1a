CREATE TABLE item (a int, b int, c int, s varchar(10), CONSTRAINT `left` CHECK (a > 0 AND b > 0 AND c > 0), CONSTRAINT `right` CHECK ((a < 100 AND b < 100) AND c < 100),
  CONSTRAINT deep CHECK (a <> 5 AND b <> 5 AND c <> 5 AND s = 'x' AND a < 10), CONSTRAINT mixed CHECK (a > 1 AND (b > 1 OR c > 1 OR s = 'y') AND s <> 'z'),
  CONSTRAINT flat CHECK (a > -9 AND (b > -9 AND c > -9)));
