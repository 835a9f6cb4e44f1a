BEGIN;

-- alter column a.x (default); alter column a.y (default); alter column a.y (not_null); alter column a.z (default); alter column a.w (default)
ALTER TABLE a ALTER COLUMN x SET DEFAULT 2,
    ALTER COLUMN y DROP DEFAULT,
    ALTER COLUMN y DROP NOT NULL,
    ALTER COLUMN z SET DEFAULT 'new',
    ALTER COLUMN w DROP DEFAULT;

-- alter column a.x (not_null)
ALTER TABLE a ADD CONSTRAINT a_x_proven CHECK (x IS NOT NULL) NOT VALID;
COMMIT;

-- alter column a.x (not_null)
ALTER TABLE a VALIDATE CONSTRAINT a_x_proven;
BEGIN;

-- alter column a.x (not_null)
ALTER TABLE a ALTER COLUMN x SET NOT NULL;

-- alter column a.x (not_null)
ALTER TABLE a DROP CONSTRAINT a_x_proven;
COMMIT;
