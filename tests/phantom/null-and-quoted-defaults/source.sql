CREATE TABLE item (a varchar(10) DEFAULT NULL, b varchar(10), c varchar(10) NULL, d varchar(10) DEFAULT 'NULL', e varchar(10) NOT NULL DEFAULT '', f varchar(20) DEFAULT 'it''s "x"',
  g varchar(20) DEFAULT '''quoted''', h varchar(20) DEFAULT 'current_timestamp()', i int DEFAULT 0 NOT NULL, j varchar(20) DEFAULT '5', k varchar(20) DEFAULT ' ', l date DEFAULT '2020-01-01');
