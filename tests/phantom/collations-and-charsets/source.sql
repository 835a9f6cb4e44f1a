CREATE TABLE item (a varchar(10), b varchar(10) COLLATE utf8mb4_bin, c varchar(10) CHARSET latin1, d varchar(10) CHARACTER SET utf8mb3, e char(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'x',
  f text CHARACTER SET utf8mb3) DEFAULT CHARSET=utf8mb4;
