CREATE TABLE t (a int, b text);
CREATE VIEW v AS SELECT a, b AS "as" FROM t WHERE b <> 'x''y' -- end
;
CREATE VIEW [w x] ("p q", r) AS WITH c AS (SELECT 1) SELECT v.*  FROM v, c;
CREATE VIEW "as" AS VALUES (1);
