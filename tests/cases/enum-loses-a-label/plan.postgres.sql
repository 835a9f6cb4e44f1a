BEGIN;

-- prove that no row of a.m has a label that goes
-- must return no row
SELECT pg_catalog.format('rows of a.m hold "%s", which enum mood will not have any more: say at a.m in the models what they become, as in using: "CASE m WHEN ''%s'' THEN ... ELSE m::text END::mood"', x.v::text, x.v::text) FROM (SELECT m AS v FROM a) AS x
 WHERE x.v::text <> ALL (ARRAY['ok', 'sad']::text[]) LIMIT 1;

-- alter enum mood (values)
ALTER TYPE mood RENAME TO mood_before;

-- alter enum mood (values)
CREATE TYPE mood AS ENUM ('ok', 'sad');

-- alter column a.m (type)
ALTER TABLE a ALTER COLUMN m DROP DEFAULT,
    ALTER COLUMN m TYPE mood USING m::text::mood,
    ALTER COLUMN m SET DEFAULT 'ok';

-- drop enum mood as it was
-- loses what mood holds
DROP TYPE mood_before;
COMMIT;
