INSERT INTO t (v) VALUES ('three');
SELECT id, v FROM t ORDER BY id;
SELECT nextval('a'), nextval('b'), nextval('down'), nextval('late');
