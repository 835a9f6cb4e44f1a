INSERT INTO t (v) VALUES ('one'), ('two');
SELECT nextval('down');
