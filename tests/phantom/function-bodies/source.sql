CREATE FUNCTION plain() RETURNS integer LANGUAGE sql AS $_$select 1$_$;
CREATE FUNCTION public.quoted(t text = 'it''s'::text) RETURNS text LANGUAGE 'plpgsql' VOLATILE AS '
declare
  x text := $$in ''dollars''$$;   -- a comment
begin
  return t || x;
end
';
CREATE FUNCTION tabled(n integer) RETURNS TABLE(a integer, b text) STABLE ROWS 10 LANGUAGE sql AS ' select n, ''x'' ';
CREATE FUNCTION many(n integer, OUT m text, INOUT t text) RETURNS record LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 5 SET search_path = public AS ' begin m := t; end ';
CREATE FUNCTION secure() RETURNS void LANGUAGE sql SECURITY DEFINER AS $$$$;
CREATE FUNCTION listed(VARIADIC t text[]) RETURNS int4 CALLED ON NULL INPUT LANGUAGE sql AS $$ select array_length(t, 1) $$;
CREATE PROCEDURE p(IN n integer) LANGUAGE plpgsql AS $$ begin raise notice 'n %', n; end $$;
CREATE AGGREGATE longest(text) (SFUNC = textcat, STYPE = text, INITCOND = '');
