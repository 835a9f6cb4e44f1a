BEGIN;

-- alter column a.n (type, default)
-- loses what a.n holds
ALTER TABLE a ALTER COLUMN n DROP DEFAULT,
    ALTER COLUMN n TYPE int USING n::int + 1,
    ALTER COLUMN n SET DEFAULT 0;
COMMIT;
