BEGIN;

-- alter domain d (default)
ALTER DOMAIN d DROP DEFAULT;

-- drop index a.a_g
DROP INDEX a_g;

-- drop check a.a_n
ALTER TABLE a DROP CONSTRAINT a_n;

-- drop view v
DROP VIEW v;

-- drop column a.k; alter column a.n (default); alter column a.m (default)
ALTER TABLE a DROP COLUMN k,
    ALTER COLUMN n DROP DEFAULT,
    ALTER COLUMN m DROP DEFAULT;

-- drop check d.d_check
ALTER DOMAIN d DROP CONSTRAINT d_check;

-- drop function f()
DROP FUNCTION f();

-- add function f()
CREATE FUNCTION f() RETURNS bigint LANGUAGE sql IMMUTABLE AS $$ SELECT 1 $$;

-- alter domain d (default)
ALTER DOMAIN d SET DEFAULT f();

-- alter column a.n (default); alter column a.m (default)
ALTER TABLE a ALTER COLUMN n SET DEFAULT f(),
    ALTER COLUMN m SET DEFAULT f() + 2;

-- drop function g(integer)
DROP FUNCTION g(integer);

-- add function g(integer)
CREATE FUNCTION g(a int) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$ SELECT a + 1 $$;

-- add column a.k; add check a.a_n
ALTER TABLE a ADD COLUMN k bigint GENERATED ALWAYS AS (g(id)) STORED,
    ADD CONSTRAINT a_n CHECK (n < g(100)) NOT VALID;

-- add index a.a_g
CREATE INDEX a_g ON a ((g(id)));

-- add check d.d_check
ALTER DOMAIN d ADD CONSTRAINT d_check CHECK (VALUE > g(0) - 10);

-- add view v
CREATE VIEW v AS
SELECT id, k, f() AS one FROM a;
COMMIT;

-- validate check a.a_n
ALTER TABLE a VALIDATE CONSTRAINT a_n;
