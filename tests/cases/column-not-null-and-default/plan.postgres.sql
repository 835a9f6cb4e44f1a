BEGIN;

-- alter column a.x (default); alter column a.x (not_null); alter column a.y (default); alter column a.y (not_null); alter column a.z (default); alter column a.w (default)
ALTER TABLE a ALTER COLUMN x SET DEFAULT 2,
    ALTER COLUMN x SET NOT NULL,
    ALTER COLUMN y DROP DEFAULT,
    ALTER COLUMN y DROP NOT NULL,
    ALTER COLUMN z SET DEFAULT 'new',
    ALTER COLUMN w DROP DEFAULT;
COMMIT;
