CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY, x text, CONSTRAINT t_x UNIQUE (x));
COMMENT ON CONSTRAINT t_x ON t IS 'of the constraint';
COMMENT ON INDEX t_x IS 'of its index';
COMMENT ON SEQUENCE t_id_seq IS 'of its sequence';
