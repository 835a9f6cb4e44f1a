BEGIN;

-- alter enum mood (values)
ALTER TYPE mood ADD VALUE 'awful' BEFORE 'sad';

-- alter enum mood (values)
ALTER TYPE mood ADD VALUE 'it''s "fine"';

-- alter enum mood (values)
ALTER TYPE mood ADD VALUE 'great';

-- add enum new
CREATE TYPE new AS ENUM ('y');

-- alter enum colour (values)
ALTER TYPE colour ADD VALUE 'blue';

-- alter enum colour (comment)
COMMENT ON TYPE colour IS 'three';

-- alter column a.m (default); add column a.c
ALTER TABLE a ALTER COLUMN m SET DEFAULT 'sad',
    ADD COLUMN c colour;

-- drop enum gone
DROP TYPE gone;
COMMIT;
