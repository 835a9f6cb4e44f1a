BEGIN;

-- alter sequence s (start, max)
SELECT pg_catalog.setval(s, 3, false)
  FROM (SELECT 's'::pg_catalog.regclass AS s) AS x
 WHERE pg_catalog.pg_sequence_last_value(s) IS NULL;

-- alter sequence s (start, max)
ALTER SEQUENCE s MAXVALUE 9 START WITH 3;

-- alter column t.id (identity_start, identity_max)
SELECT pg_catalog.setval(s, 3, false)
  FROM (SELECT pg_catalog.pg_get_serial_sequence('t', 'id')::pg_catalog.regclass AS s) AS x
 WHERE pg_catalog.pg_sequence_last_value(s) IS NULL;

-- alter column t.id (identity_start, identity_max)
ALTER TABLE t ALTER COLUMN id SET MAXVALUE 9 SET START WITH 3;
COMMIT;
