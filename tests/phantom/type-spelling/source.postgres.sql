CREATE TABLE item (a varchar(20), b character varying DEFAULT 'x'::character varying, c integer, d bigint, e double precision, f numeric(10,2), g boolean,
  h timestamp with time zone, i timestamp, j char(3), k bpchar, l bit varying(4), m timetz(3), n integer[], o varchar(5)[], p real, q bit(2),
  r interval day to second(3));
CREATE FUNCTION f(character varying, v integer) RETURNS varchar LANGUAGE sql IMMUTABLE AS $$ select $1 $$;
CREATE VIEW v AS SELECT a::character varying(3) AS a, c::bigint AS c FROM item;
