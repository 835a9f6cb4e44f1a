CREATE TABLE item (id int, status varchar(10), size int, CONSTRAINT several CHECK (status NOT IN ('x', 'y')),
  CONSTRAINT one CHECK (status NOT IN ('z')), CONSTRAINT negated CHECK (NOT size IN (1, 2)));
