CREATE DOMAIN year AS int4 CONSTRAINT year_check CHECK ((VALUE >= 1901) AND (VALUE <= 2155));
CREATE DOMAIN code AS varchar(5) NOT NULL DEFAULT 'x'::varchar CONSTRAINT code_check CHECK (VALUE IN ('x', 'y') AND VALUE ~ '^[a-z]+$'::text);
CREATE DOMAIN mail AS text CONSTRAINT mail_check CHECK (VALUE ~~ '%@%' AND (length(VALUE) >= 3 AND length(VALUE) <= 320));
CREATE TABLE item (y year, c code, m mail DEFAULT 'a@b', l code[], CONSTRAINT c1 CHECK (y > 1950 AND c <> 'y'));
