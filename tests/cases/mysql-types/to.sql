CREATE TABLE types (a tinyint(1) DEFAULT '1', b tinyint(4), c int(11) unsigned, d bigint(20) unsigned zerofill, e double(10,2), f float, g decimal(65,30),
  h bit(8) DEFAULT b'101', i year, j date DEFAULT '2020-01-01', k time(6), l datetime(3) DEFAULT '2020-01-01 10:00:00.123', m timestamp NULL DEFAULT NULL,
  n char(0), o varchar(255) CHARACTER SET latin1 COLLATE latin1_bin, p binary(3), q varbinary(16) DEFAULT 'ab', r tinyblob, s mediumtext, t longblob,
  u enum('a','it''s','x,y') NOT NULL DEFAULT 'a', v set('a','b') DEFAULT 'a,b', w json, x geometry, y point NOT NULL, z boolean,
  aa national varchar(10), ab text COLLATE utf8mb4_bin, ac double unsigned, ad mediumint, ae smallint unsigned NOT NULL DEFAULT 0,
  af varchar(10) NOT NULL DEFAULT '', ag varchar(10) DEFAULT 'NULL', ah char(36) DEFAULT (uuid()), ai int DEFAULT NULL COMMENT 'c');
