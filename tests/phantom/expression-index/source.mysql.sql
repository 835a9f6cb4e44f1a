CREATE TABLE item (id int, email varchar(50), n int, j json, KEY i1 ((LOWER(email))), KEY i2 ((n+1) DESC, id), KEY i3 ((COALESCE(email,'none'))),
  KEY i4 ((CAST(j->>'$.a' AS CHAR(20)))));
