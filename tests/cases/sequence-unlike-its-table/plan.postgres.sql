BEGIN;

-- alter sequence q1 (logged)
ALTER SEQUENCE q1 SET UNLOGGED;

-- alter sequence q2 (logged)
ALTER SEQUENCE q2 SET LOGGED;

-- alter sequence q3 (owned_by)
ALTER SEQUENCE q3 OWNED BY t.a;

-- alter sequence q4 (unlogged)
ALTER SEQUENCE q4 SET LOGGED;

-- alter sequence q4 (owned_by)
ALTER SEQUENCE q4 OWNED BY u.b;

-- alter sequence q5 (unlogged)
ALTER SEQUENCE q5 SET LOGGED;

-- add sequence q6
CREATE SEQUENCE q6;

-- alter sequence q6 (owned_by)
ALTER SEQUENCE q6 OWNED BY t.b;

-- alter sequence q6 (owned_by)
SELECT pg_catalog.setval('q6'::pg_catalog.regclass, m) FROM (SELECT max(b) AS m FROM t) AS x WHERE m >= 1;

-- add sequence q7
CREATE SEQUENCE q7;

-- alter sequence q7 (owned_by)
ALTER SEQUENCE q7 OWNED BY u.b;

-- alter sequence q7 (owned_by)
SELECT pg_catalog.setval('q7'::pg_catalog.regclass, m) FROM (SELECT max(b) AS m FROM u) AS x WHERE m >= 1;
COMMIT;
