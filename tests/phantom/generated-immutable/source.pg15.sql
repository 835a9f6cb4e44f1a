CREATE TYPE size AS ENUM ('small', 'large');
CREATE FUNCTION size_of(n integer) RETURNS size AS $$
begin
  return case when n > 10 then 'large' else 'small' end;
end $$ LANGUAGE plpgsql IMMUTABLE;
CREATE FUNCTION label(t character varying) RETURNS text LANGUAGE sql IMMUTABLE RETURNS NULL ON NULL INPUT RETURN (upper((t)::text) || '!'::text);
CREATE TABLE item (n int, t character varying(20), size size GENERATED ALWAYS AS (size_of(n)) STORED, sum int GENERATED ALWAYS AS ((n * 2) + 1) STORED,
  words tsvector GENERATED ALWAYS AS (to_tsvector('english'::regconfig, COALESCE(t, ''::varchar)::text)) STORED);
CREATE INDEX i ON item (size_of(n+1));
