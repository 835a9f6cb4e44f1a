BEGIN;

-- alter sequence many (cache)
ALTER SEQUENCE many CACHE 1;

-- alter sequence few (cache)
ALTER SEQUENCE few CACHE 1;
COMMIT;
