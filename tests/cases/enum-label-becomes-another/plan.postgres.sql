BEGIN;

-- alter enum mood (values)
ALTER TYPE mood RENAME TO mood_before;

-- alter enum mood (values)
CREATE TYPE mood AS ENUM ('ok', 'sad');

-- alter column a.m (type); alter column a.list (type)
ALTER TABLE a ALTER COLUMN m TYPE mood USING CASE m WHEN 'meh' THEN 'sad' ELSE m::text END::mood,
    ALTER COLUMN list TYPE mood[] USING array_replace(list::text[], 'meh', 'sad')::mood[];

-- drop enum mood as it was
-- loses what mood holds
DROP TYPE mood_before;
COMMIT;
