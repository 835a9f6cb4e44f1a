CREATE TABLE item (id int, name varchar(10));
CREATE INDEX i ON item (name);
COMMENT ON TABLE item IS 'it''s "quoted", `ticked` and \back\slashed; -- not /* a comment */ $$ é ü 日';
COMMENT ON COLUMN item.id IS $c$one ' two '' three ''' \' \\$c$;
COMMENT ON COLUMN item.name IS E'two\nlines\tand a tab %s ${x} #1';
COMMENT ON INDEX i IS 'the index''s';
