BEGIN;

-- add text search dictionary plain
CREATE TEXT SEARCH DICTIONARY plain (
    TEMPLATE = simple
);

-- add text search dictionary Odd one
CREATE TEXT SEARCH DICTIONARY "Odd one" (
    TEMPLATE = simple
);

-- add text search configuration ours
CREATE TEXT SEARCH CONFIGURATION ours (PARSER = pg_catalog."default");

-- add text search mapping ours.asciiword
ALTER TEXT SEARCH CONFIGURATION ours ADD MAPPING FOR asciiword WITH "Odd one";

-- add function "(p)"()
CREATE FUNCTION "(p)"() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$;

-- add function "a(b"(integer, text)
CREATE FUNCTION "a(b"(int, text) RETURNS int LANGUAGE sql AS 'SELECT 1';

-- add function plain()
CREATE FUNCTION plain() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$;

-- add text search mapping ours.word
ALTER TEXT SEARCH CONFIGURATION ours ADD MAPPING FOR word WITH plain, simple;

-- add event trigger odd
CREATE EVENT TRIGGER odd ON sql_drop
    EXECUTE FUNCTION "(p)"();

-- add event trigger quoted
CREATE EVENT TRIGGER quoted ON sql_drop
    EXECUTE FUNCTION plain();
COMMIT;
