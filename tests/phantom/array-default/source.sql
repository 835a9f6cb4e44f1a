CREATE TABLE item (a text[] DEFAULT '{}'::text[] NOT NULL, b int[] DEFAULT '{}'::int[], c text[] DEFAULT ARRAY['a'::text, 'b'::text], d varchar(5)[] DEFAULT '{a,"b c"}'::varchar[],
  e int[] DEFAULT '{{1,2},{3,4}}'::int[], f numeric(5,2)[] DEFAULT ARRAY[1.5, (2)::numeric], g integer[] DEFAULT ARRAY[1,2], h text[] DEFAULT string_to_array('a,b'::text, ','::text),
  CONSTRAINT c1 CHECK (array_length(a, 1) < 5), CONSTRAINT c2 CHECK (c[1] = 'a'::text), CONSTRAINT c3 CHECK ('x' <> ALL (c)), CONSTRAINT c4 CHECK (a && ARRAY['z'::text] OR a = '{}'::text[]));
ALTER TABLE item DROP CONSTRAINT c3, ADD CONSTRAINT c3 CHECK (NOT ('x' = ANY (c))), ALTER b SET DEFAULT ARRAY[]::integer[];
