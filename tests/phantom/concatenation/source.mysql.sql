CREATE TABLE item (id int, a varchar(10), b varchar(10), g varchar(30) AS (CONCAT(a,'-',b)) STORED,
  CONSTRAINT c CHECK (CONCAT(CONCAT(a, 'x'), b) <> 'axb'));
