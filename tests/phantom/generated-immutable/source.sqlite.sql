CREATE TABLE item (n int, t varchar(20), sum int AS ((n*2)+1) STORED, up text GENERATED ALWAYS AS (UPPER(t)||'!'));
