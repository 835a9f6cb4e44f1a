BEGIN;

-- alter table a (comment)
COMMENT ON TABLE a IS 'новое; drop table a';

-- alter column a.id (comment)
COMMENT ON COLUMN a.id IS NULL;

-- alter column a.b (comment)
COMMENT ON COLUMN a.b IS 'it''s';
COMMIT;
