CREATE TABLE item (id int, a varchar(10), b varchar(10), g varchar(30) GENERATED ALWAYS AS (a || '-' || b) STORED,
  CONSTRAINT c CHECK ((a || 'x' || b) <> 'axb'));
