CREATE TABLE item (a varchar(100), b text, c blob, d char(20), KEY i1 (a(10)), INDEX i2 (b(20), a), UNIQUE KEY i3 (c(5), d(3) DESC), KEY i4 (d), FULLTEXT KEY i5 (b));
