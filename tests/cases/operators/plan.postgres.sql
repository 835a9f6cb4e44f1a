BEGIN;

-- add schema other
CREATE SCHEMA other;

-- add function other.gap(integer, integer)
CREATE FUNCTION other.gap(int, int) RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT abs($1 - $2) $$;

-- add operator other.<#>(integer, integer)
CREATE OPERATOR other.<#> (
    FUNCTION = other.gap,
    LEFTARG = integer,
    RIGHTARG = integer
);

-- add operator other.<#>(integer, integer)
COMMENT ON OPERATOR other.<#>(integer, integer) IS 'how far apart';

-- alter operator !==(public.size, text) (restrict)
ALTER OPERATOR !==(public.size, text) SET (RESTRICT = NONE, JOIN = NONE);

-- alter operator family both(btree) (members)
ALTER OPERATOR FAMILY "both" USING btree DROP
    FUNCTION 1 (integer, bigint),
    OPERATOR 1 (integer, bigint);

-- alter operator family both(btree) (members)
ALTER OPERATOR FAMILY "both" USING btree ADD
    FUNCTION 1 (integer, smallint) btint42cmp(integer, smallint),
    OPERATOR 1 <(integer, smallint);

-- alter operator family both(btree) (comment)
COMMENT ON OPERATOR FAMILY "both" USING btree IS NULL;

-- add operator family whole(hash)
CREATE OPERATOR FAMILY whole USING hash;

-- add operator class whole(hash)
CREATE OPERATOR CLASS whole FOR TYPE public.size USING hash FAMILY whole AS
    FUNCTION 1 (public.size, public.size) hashenum(anyenum),
    OPERATOR 1 =(anyenum, anyenum);

-- put index a.a_back aside
ALTER INDEX a_back RENAME TO a_back_before;

-- rename operator class backwards(btree) to turned(btree)
ALTER OPERATOR CLASS backwards USING btree RENAME TO turned;

-- alter operator class backwards(btree) (comment)
COMMENT ON OPERATOR CLASS turned USING btree IS 'largest first';

-- add table b
CREATE TABLE b (
    id int,
    x boolean GENERATED ALWAYS AS (id OPERATOR(other.<#>) 7 > 3) STORED
);

-- add view w
CREATE VIEW w AS
SELECT id FROM a WHERE s !== 'small'::text;
COMMIT;

-- add index a.a_back
CREATE INDEX CONCURRENTLY a_back ON a (id turned);

-- drop the former index a.a_back
DROP INDEX CONCURRENTLY a_back_before;

-- add index a.a_whole
CREATE INDEX CONCURRENTLY a_whole ON a USING hash (s whole);
BEGIN;

-- drop view v
DROP VIEW v;

-- drop operator family none(hash)
DROP OPERATOR FAMILY "none" USING hash;

-- drop operator ===(public.size, text)
DROP OPERATOR ===(public.size, text);

-- add operator ===(public.size, text)
CREATE OPERATOR === (
    FUNCTION = size_same,
    LEFTARG = public.size,
    RIGHTARG = text,
    NEGATOR = OPERATOR(!==),
    RESTRICT = neqsel,
    HASHES
);

-- add operator ===(public.size, text)
COMMENT ON OPERATOR ===(public.size, text) IS 'by the label';

-- drop operator ===(text, public.size)
DROP OPERATOR ===(text, public.size);

-- drop function size_as(text, public.size)
DROP FUNCTION size_as(text, public.size);
COMMIT;
