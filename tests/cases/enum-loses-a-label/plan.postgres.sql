BEGIN;

-- alter enum mood (values)
ALTER TYPE mood RENAME TO mood_before;

-- alter enum mood (values)
CREATE TYPE mood AS ENUM ('ok', 'sad');

-- alter enum mood (values)
ALTER TABLE a ALTER COLUMN m DROP DEFAULT,
    ALTER COLUMN m TYPE mood USING m::text::mood,
    ALTER COLUMN m SET DEFAULT 'ok';

-- alter enum mood (values)
-- loses what mood holds
DROP TYPE "".mood_before;
COMMIT;
