BEGIN;

-- drop foreign key b.b_a
ALTER TABLE b DROP CONSTRAINT b_a;

-- alter domain num (type)
ALTER DOMAIN num RENAME TO num_before;

-- add domain num
CREATE DOMAIN num AS bigint
    CONSTRAINT num_check CHECK (VALUE > 0);

-- alter domain num (type)
COMMENT ON DOMAIN num IS 'numbers';

-- alter composite type point3 (parts)
ALTER TYPE point3 RENAME TO point3_before;

-- alter composite type point3 (parts)
CREATE TYPE point3 AS (
    x int,
    y bigint,
    z text
);

-- drop policy a.only_ok
DROP POLICY only_ok ON a;

-- drop check a.a_ok
ALTER TABLE a DROP CONSTRAINT a_ok;

-- drop materialized view mv
DROP MATERIALIZED VIEW mv;

-- drop view w
DROP VIEW w;

-- drop view v
DROP VIEW v;

-- drop column a.is_sad; drop column a.what; alter column a.n (type); alter column a.at (type)
ALTER TABLE a DROP COLUMN is_sad,
    DROP COLUMN what,
    ALTER COLUMN n DROP DEFAULT,
    ALTER COLUMN n TYPE num USING n::text::num,
    ALTER COLUMN n SET DEFAULT 7,
    ALTER COLUMN at TYPE point3 USING at::text::point3;

-- drop composite type point3 as it was
-- loses what point3.z holds
DROP TYPE point3_before;

-- drop domain num as it was
DROP DOMAIN num_before;

-- drop function f(public.mood)
DROP FUNCTION f(public.mood);

-- prove that no row of a.m has a label that goes
-- must return no row
SELECT pg_catalog.format('rows of a.m hold "%s", which enum mood will not have any more: say at a.m in the models what they become, as in using: "CASE m WHEN ''%s'' THEN ... ELSE m::text END::mood"', x.v::text, x.v::text) FROM (SELECT m AS v FROM a) AS x
 WHERE x.v::text <> ALL (ARRAY['ok', 'sad']::text[]) LIMIT 1;

-- prove that no row of a.list has a label that goes
-- must return no row
SELECT pg_catalog.format('rows of a.list hold "%s", which enum mood will not have any more: say at a.list in the models what they become, as in using: "CASE list WHEN ''%s'' THEN ... ELSE list::text END::mood[]"', x.label, x.label) FROM a AS t, pg_catalog.unnest(t.list::text[]) AS x (label)
 WHERE x.label <> ALL (ARRAY['ok', 'sad']::text[]) LIMIT 1;

-- prove that no row of b.m has a label that goes
-- must return no row
SELECT pg_catalog.format('rows of b.m hold "%s", which enum mood will not have any more: say at b.m in the models what they become, as in using: "CASE m WHEN ''%s'' THEN ... ELSE m::text END::mood"', x.v::text, x.v::text) FROM (SELECT m AS v FROM b) AS x
 WHERE x.v::text <> ALL (ARRAY['ok', 'sad']::text[]) LIMIT 1;

-- alter enum mood (values)
ALTER TYPE mood RENAME TO mood_before;

-- alter enum mood (values)
CREATE TYPE mood AS ENUM ('ok', 'sad');

-- alter domain d_mood (parts)
ALTER DOMAIN d_mood RENAME TO d_mood_before;

-- add domain d_mood
CREATE DOMAIN d_mood AS mood DEFAULT 'ok'
    CONSTRAINT d_mood_check CHECK (VALUE <> 'sad');

-- alter composite type pair (parts)
ALTER TYPE pair RENAME TO pair_before;

-- alter composite type pair (parts)
CREATE TYPE pair AS (
    m mood,
    n int
);

-- add function f(public.mood)
CREATE FUNCTION f(m mood) RETURNS text LANGUAGE sql AS $$ SELECT m::text $$;

-- alter column a.m (type); alter column a.list (type); alter column a.d (type); alter column a.p (type); add column a.is_sad; add column a.what; add check a.a_ok
ALTER TABLE a ALTER COLUMN m DROP DEFAULT,
    ALTER COLUMN m TYPE mood USING m::text::mood,
    ALTER COLUMN m SET DEFAULT 'ok',
    ALTER COLUMN list DROP DEFAULT,
    ALTER COLUMN list TYPE mood[] USING list::text::mood[],
    ALTER COLUMN list SET DEFAULT '{ok}',
    ALTER COLUMN d TYPE d_mood USING d::text::d_mood,
    ALTER COLUMN p TYPE pair USING p::text::pair,
    ADD COLUMN is_sad boolean GENERATED ALWAYS AS (m = 'sad') STORED,
    ADD COLUMN what mood GENERATED ALWAYS AS (CASE WHEN id > 1 THEN 'ok'::mood ELSE 'sad'::mood END) STORED,
    ADD CONSTRAINT a_ok CHECK (m <> 'sad' OR id > 0) NOT VALID;

-- add policy a.only_ok
CREATE POLICY only_ok ON a USING (m = 'ok');

-- alter column b.m (type); add foreign key b.b_a
ALTER TABLE b ALTER COLUMN m TYPE mood USING m::text::mood,
    ADD CONSTRAINT b_a FOREIGN KEY (m, id) REFERENCES a (m, id) NOT VALID;

-- add view v
CREATE VIEW v AS
SELECT id, m, 'sad'::mood AS s FROM a;

-- add view w
CREATE VIEW w AS
SELECT * FROM v WHERE m = 'ok';

-- add materialized view mv
CREATE MATERIALIZED VIEW mv AS
SELECT id, d, p FROM a;

-- add index mv.mv_id
CREATE INDEX mv_id ON mv (id);

-- drop composite type pair as it was
DROP TYPE pair_before;

-- drop domain d_mood as it was
DROP DOMAIN d_mood_before;

-- drop enum mood as it was
-- loses what mood holds
DROP TYPE mood_before;
COMMIT;

-- validate check a.a_ok
ALTER TABLE a VALIDATE CONSTRAINT a_ok;

-- validate foreign key b.b_a
ALTER TABLE b VALIDATE CONSTRAINT b_a;
