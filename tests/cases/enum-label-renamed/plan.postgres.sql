BEGIN;

-- alter enum mood (values)
ALTER TYPE mood RENAME VALUE 'happy' TO 'glad';

-- alter enum mood (values)
ALTER TYPE mood ADD VALUE 'awful' BEFORE 'sad';

-- alter enum size (values)
ALTER TYPE size RENAME VALUE 's' TO 'small';

-- prove that no row of a.s has a label that goes
-- must return no row
SELECT pg_catalog.format('rows of a.s hold "%s", which enum size will not have any more: say at a.s in the models what they become, as in using: "CASE s WHEN ''%s'' THEN ... ELSE s::text END::size"', x.v::text, x.v::text) FROM (SELECT s AS v FROM a) AS x
 WHERE x.v::text <> ALL (ARRAY['small', 'xl']::text[]) LIMIT 1;

-- alter enum size (values)
ALTER TYPE size RENAME TO size_before;

-- alter enum size (values)
CREATE TYPE size AS ENUM ('small', 'xl');

-- add enum new
CREATE TYPE new AS ENUM ('x');

-- add column a.n
ALTER TABLE a ADD COLUMN n new;

-- drop view v
DROP VIEW v;

-- alter column a.m (default); alter column a.s (type)
ALTER TABLE a ALTER COLUMN m SET DEFAULT 'glad',
    ALTER COLUMN s TYPE size USING s::text::size;

-- add view v
CREATE VIEW v AS
SELECT id FROM a WHERE m = 'glad';

-- drop enum size as it was
-- loses what size holds
DROP TYPE size_before;
COMMIT;
