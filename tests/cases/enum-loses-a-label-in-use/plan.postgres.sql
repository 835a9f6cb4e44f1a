BEGIN;

-- prove that no row of a.m has a label that goes
-- must return no row
SELECT pg_catalog.format('rows of a.m hold "%s", which enum mood will not have any more: say at a.m in the models what they become, as in using: "CASE m WHEN ''%s'' THEN ... ELSE m::text END::mood"', x.v::text, x.v::text) FROM (SELECT m AS v FROM a) AS x
 WHERE x.v::text <> ALL (ARRAY['ok', 'sad']::text[]) LIMIT 1;

-- prove that no row of a.list has a label that goes
-- must return no row
SELECT pg_catalog.format('rows of a.list hold "%s", which enum mood will not have any more: say at a.list in the models what they become, as in using: "CASE list WHEN ''%s'' THEN ... ELSE list::text END::mood[]"', x.label, x.label) FROM a AS t, pg_catalog.unnest(t.list::text[]) AS x (label)
 WHERE x.label <> ALL (ARRAY['ok', 'sad']::text[]) LIMIT 1;

-- alter enum mood (values)
ALTER TYPE mood RENAME TO mood_before;

-- alter enum mood (values)
CREATE TYPE mood AS ENUM ('ok', 'sad');

-- alter column a.m (type); alter column a.list (type)
ALTER TABLE a ALTER COLUMN m TYPE mood USING m::text::mood,
    ALTER COLUMN list TYPE mood[] USING list::text::mood[];

-- drop enum mood as it was
-- loses what mood holds
DROP TYPE mood_before;
COMMIT;
