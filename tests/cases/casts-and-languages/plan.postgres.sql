BEGIN;

-- rename conversion ours to named
ALTER CONVERSION ours RENAME TO named;

-- alter access method tree (comment)
COMMENT ON ACCESS METHOD tree IS NULL;

-- add access method new
CREATE ACCESS METHOD new TYPE TABLE HANDLER heap_tableam_handler;

-- add access method new
COMMENT ON ACCESS METHOD new IS 'heaps';

-- alter language ours (validator, trusted)
CREATE OR REPLACE TRUSTED LANGUAGE ours HANDLER plpgsql_call_handler INLINE plpgsql_inline_handler;

-- alter language ours (comment)
COMMENT ON LANGUAGE ours IS NULL;

-- add language new
CREATE OR REPLACE LANGUAGE new HANDLER plpgsql_call_handler VALIDATOR plpgsql_validator;

-- alter cast public.street as text (comment)
COMMENT ON CAST (public.street as text) IS NULL;

-- add cast public.street as character varying
CREATE CAST (public.street as character varying) WITH FUNCTION long_text(public.street);

-- alter conversion ours (comment)
COMMENT ON CONVERSION named IS NULL;

-- add conversion new
CREATE CONVERSION new FOR 'LATIN2' TO 'UTF8' FROM iso8859_to_utf8;

-- drop conversion gone
DROP CONVERSION gone;

-- drop cast public.size as character varying
DROP CAST (public.size as character varying);

-- add cast public.size as character varying
CREATE CAST (public.size as character varying) WITH INOUT AS ASSIGNMENT;

-- add cast public.size as character varying
COMMENT ON CAST (public.size as character varying) IS 'said aloud';

-- drop cast public.tint as public.size
DROP CAST (public.tint as public.size);

-- drop language gone
DROP LANGUAGE gone;

-- drop access method gone
DROP ACCESS METHOD gone;
COMMIT;
