BEGIN;

-- alter column a.id (default)
ALTER TABLE a ALTER COLUMN id SET DEFAULT nextval('s1');

-- alter sequence s1 (owned_by)
ALTER SEQUENCE s1 OWNED BY a.id;

-- alter sequence s1 (type)
ALTER SEQUENCE s1 AS int;
COMMIT;
