BEGIN;

-- rename text search configuration moved to renamed
ALTER TEXT SEARCH CONFIGURATION moved RENAME TO renamed;

-- add schema other
CREATE SCHEMA other;

-- alter text search dictionary plain (options)
ALTER TEXT SEARCH DICTIONARY plain (accept = 'false');

-- alter text search dictionary plain (comment)
COMMENT ON TEXT SEARCH DICTIONARY plain IS NULL;

-- alter text search dictionary stems (options)
ALTER TEXT SEARCH DICTIONARY stems (language = 'german', stopwords);

-- add text search dictionary other.d
CREATE TEXT SEARCH DICTIONARY other.d (
    TEMPLATE = simple
);

-- alter text search configuration ours (comment)
COMMENT ON TEXT SEARCH CONFIGURATION ours IS 'for all';

-- add text search configuration new
CREATE TEXT SEARCH CONFIGURATION new (PARSER = pg_catalog."default");

-- add text search configuration other.c
CREATE TEXT SEARCH CONFIGURATION other.c (PARSER = pg_catalog."default");

-- add text search configuration other.c
COMMENT ON TEXT SEARCH CONFIGURATION other.c IS 'elsewhere';

-- alter text search mapping ours.asciiword (dictionaries)
ALTER TEXT SEARCH CONFIGURATION ours ALTER MAPPING FOR asciiword WITH stems;

-- alter text search mapping ours.word (dictionaries)
ALTER TEXT SEARCH CONFIGURATION ours ALTER MAPPING FOR word WITH plain, stems;

-- add text search mapping ours.email
ALTER TEXT SEARCH CONFIGURATION ours ADD MAPPING FOR email WITH simple;

-- alter text search mapping moved.word (dictionaries)
ALTER TEXT SEARCH CONFIGURATION renamed ALTER MAPPING FOR word WITH simple;

-- add text search mapping new.word
ALTER TEXT SEARCH CONFIGURATION new ADD MAPPING FOR word WITH other.d, plain;

-- add text search mapping other.c.asciiword
ALTER TEXT SEARCH CONFIGURATION other.c ADD MAPPING FOR asciiword WITH other.d, public.plain, simple;

-- drop text search mapping ours.url
ALTER TEXT SEARCH CONFIGURATION ours DROP MAPPING FOR url;

-- drop text search mapping ours.host
ALTER TEXT SEARCH CONFIGURATION ours DROP MAPPING FOR host;

-- drop text search mapping ours.asciihword
ALTER TEXT SEARCH CONFIGURATION ours DROP MAPPING FOR asciihword;

-- drop text search configuration old
DROP TEXT SEARCH CONFIGURATION old;

-- drop text search dictionary gone
DROP TEXT SEARCH DICTIONARY gone;

-- drop text search dictionary anew
DROP TEXT SEARCH DICTIONARY anew;

-- add text search dictionary anew
CREATE TEXT SEARCH DICTIONARY anew (
    TEMPLATE = snowball,
    language = 'english'
);

-- add text search dictionary anew
COMMENT ON TEXT SEARCH DICTIONARY anew IS 'mapped to';

-- add text search mapping ours.asciihword
ALTER TEXT SEARCH CONFIGURATION ours ADD MAPPING FOR asciihword WITH anew, simple;
COMMIT;
