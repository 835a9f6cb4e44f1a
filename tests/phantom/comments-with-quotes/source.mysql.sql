CREATE TABLE item (id int COMMENT "one ' two '' three ''' \\' \\\\", name varchar(10) COMMENT 'two\nlines\tand a tab %s ${x} #1', KEY i (name) COMMENT 'the index\'s')
  COMMENT='it''s "quoted", `ticked` and \\back\\slashed; -- not /* a comment */ $$ é ü 日';
