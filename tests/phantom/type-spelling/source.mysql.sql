CREATE TABLE item (a varchar(20), b int, c decimal(5,2), d double, e decimal(10) unsigned, f integer unsigned, g enum('a','it''s'), h mediumtext,
  i set('x','y'), j double, k mediumint, l char(3), m datetime(3), n varbinary(10));
