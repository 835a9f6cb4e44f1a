BEGIN;

-- alter sequence a (min)
SELECT pg_catalog.setval(s, CASE WHEN pg_catalog.pg_sequence_last_value(s) IS NULL THEN 5 ELSE 5 END, false)
  FROM (SELECT 'a'::pg_catalog.regclass AS s) AS x
 WHERE coalesce(pg_catalog.pg_sequence_last_value(s), 1) < 5;

-- alter sequence a (min)
ALTER SEQUENCE a MINVALUE 5 START WITH 5;

-- alter sequence b (type, start, min, max)
SELECT pg_catalog.setval(s, CASE WHEN pg_catalog.pg_sequence_last_value(s) IS NULL THEN 60 ELSE 50 END, false)
  FROM (SELECT 'b'::pg_catalog.regclass AS s) AS x
 WHERE coalesce(pg_catalog.pg_sequence_last_value(s), 1) < 50;

-- alter sequence b (type, start, min, max)
ALTER SEQUENCE b AS int MINVALUE 50 MAXVALUE 70 START WITH 60;

-- alter sequence down (max)
SELECT pg_catalog.setval(s, CASE WHEN pg_catalog.pg_sequence_last_value(s) IS NULL THEN -10 ELSE -10 END, false)
  FROM (SELECT 'down'::pg_catalog.regclass AS s) AS x
 WHERE coalesce(pg_catalog.pg_sequence_last_value(s), -1) > -10;

-- alter sequence down (max)
ALTER SEQUENCE down MAXVALUE -10 START WITH -10;

-- alter sequence late (start, min)
SELECT pg_catalog.setval(s, CASE WHEN pg_catalog.pg_sequence_last_value(s) IS NULL THEN 30 ELSE 7 END, false)
  FROM (SELECT 'late'::pg_catalog.regclass AS s) AS x
 WHERE coalesce(pg_catalog.pg_sequence_last_value(s), 20) < 7;

-- alter sequence late (start, min)
ALTER SEQUENCE late MINVALUE 7 START WITH 30;

-- alter column t.id (identity_start, identity_min)
SELECT pg_catalog.setval(s, CASE WHEN pg_catalog.pg_sequence_last_value(s) IS NULL THEN 12 ELSE 10 END, false)
  FROM (SELECT pg_catalog.pg_get_serial_sequence('t', 'id')::pg_catalog.regclass AS s) AS x
 WHERE coalesce(pg_catalog.pg_sequence_last_value(s), 1) < 10;

-- alter column t.id (identity_start, identity_min)
ALTER TABLE t ALTER COLUMN id SET MINVALUE 10 SET START WITH 12;
COMMIT;
