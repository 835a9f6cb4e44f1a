BEGIN;

-- alter enum step (values)
ALTER TYPE step RENAME TO step_before;

-- alter enum step (values)
CREATE TYPE step AS ENUM ('b', 'c');

-- alter range type pace_range (definition)
ALTER TYPE pace_range RENAME TO pace_range_before;

-- alter range type pace_range (definition)
ALTER FUNCTION pace_range(double precision, double precision) RENAME TO pace_range_before;

-- alter range type pace_range (definition)
ALTER FUNCTION pace_range(double precision, double precision, text) RENAME TO pace_range_before;

-- alter range type pace_range (definition)
CREATE TYPE pace_range AS RANGE (SUBTYPE = double precision, SUBTYPE_DIFF = float8mi);

-- alter range type steps (parts)
ALTER TYPE steps RENAME TO steps_before;

-- alter range type steps (parts)
CREATE TYPE steps AS RANGE (SUBTYPE = step);

-- drop view v
DROP VIEW v;

-- alter column a.pace (type); alter column a.paces (type); alter column a.st (type)
ALTER TABLE a ALTER COLUMN pace TYPE pace_range USING pace::text::pace_range,
    ALTER COLUMN paces TYPE pace_multirange USING paces::text::pace_multirange,
    ALTER COLUMN st TYPE steps USING st::text::steps;

-- drop range type pace_range as it was
DROP TYPE pace_range_before;

-- drop range type steps as it was
DROP TYPE steps_before;

-- drop enum step as it was
-- loses what step holds
DROP TYPE step_before;

-- drop function f(public.span)
DROP FUNCTION f(public.span);

-- alter range type span (definition, comment)
ALTER TYPE span RENAME TO span_before;

-- alter range type span (definition, comment)
ALTER FUNCTION span(int, int) RENAME TO span_before;

-- alter range type span (definition, comment)
ALTER FUNCTION span(int, int, text) RENAME TO span_before;

-- alter range type span (definition, comment)
CREATE TYPE span AS RANGE (SUBTYPE = bigint);

-- alter range type span (definition, comment)
COMMENT ON TYPE span IS 'how far';

-- alter domain short (parts)
ALTER DOMAIN short RENAME TO short_before;

-- add domain short
CREATE DOMAIN short AS span
    CONSTRAINT short_check CHECK (upper(VALUE) < 100);

-- alter composite type pair (parts)
ALTER TYPE pair RENAME TO pair_before;

-- alter composite type pair (parts)
CREATE TYPE pair AS (
    s span,
    n int
);

-- add function f(public.span)
CREATE FUNCTION f(s span) RETURNS text LANGUAGE sql AS $$ SELECT s::text $$;

-- alter column a.s (type); alter column a.many (type); alter column a.list (type); alter column a.d (type); alter column a.p (type)
ALTER TABLE a ALTER COLUMN s DROP DEFAULT,
    ALTER COLUMN s TYPE span USING s::text::span,
    ALTER COLUMN s SET DEFAULT '[1,5)',
    ALTER COLUMN many TYPE span_multirange USING many::text::span_multirange,
    ALTER COLUMN list TYPE span[] USING list::text::span[],
    ALTER COLUMN d TYPE short USING d::text::short,
    ALTER COLUMN p TYPE pair USING p::text::pair;

-- add view v
CREATE VIEW v AS
SELECT id, s, many FROM a;

-- drop composite type pair as it was
DROP TYPE pair_before;

-- drop domain short as it was
DROP DOMAIN short_before;

-- drop range type span as it was
DROP TYPE span_before;
COMMIT;
