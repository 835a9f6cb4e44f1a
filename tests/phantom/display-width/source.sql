CREATE TABLE item (a int, b int unsigned NOT NULL DEFAULT 0, c bigint, d tinyint, e tinyint(1), f smallint DEFAULT '5', g year(4), h float(7,4));
