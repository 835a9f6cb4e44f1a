BEGIN;

-- alter foreign data wrapper away (options)
ALTER FOREIGN DATA WRAPPER away OPTIONS (ADD debug 'on');

-- alter foreign data wrapper away (comment)
COMMENT ON FOREIGN DATA WRAPPER away IS NULL;

-- alter foreign server far (version)
ALTER SERVER far VERSION '2';

-- alter foreign server far (options)
ALTER SERVER far OPTIONS (SET host 'db2', ADD port '5433');

-- add foreign server near
CREATE SERVER near FOREIGN DATA WRAPPER away;

-- drop check a.a_t_check; add column a.more
ALTER TABLE a DROP CONSTRAINT a_t_check,
    ADD COLUMN more int OPTIONS (column_name 'M') NOT NULL;

-- add table b
CREATE FOREIGN TABLE b (
    i int OPTIONS (column_name 'I')
)
SERVER near;

-- drop view v
DROP VIEW v;

-- drop column a.gone
ALTER TABLE a DROP COLUMN gone;

-- alter table a (options)
ALTER FOREIGN TABLE a OPTIONS (ADD batch '10', DROP schema_name);

-- alter table a (comment)
COMMENT ON FOREIGN TABLE a IS 'elsewhere, really';

-- alter column a.id (options)
ALTER FOREIGN TABLE a ALTER COLUMN id OPTIONS (DROP column_name);

-- alter column a.t (type, default)
ALTER TABLE a ALTER COLUMN t DROP DEFAULT,
    ALTER COLUMN t TYPE varchar(10);

-- alter column a.t (options)
ALTER FOREIGN TABLE a ALTER COLUMN t OPTIONS (ADD column_name 'T');

-- add check a.a_t_check
ALTER TABLE a ADD CONSTRAINT a_t_check CHECK (t <> 'y') NOT VALID;

-- add view v
CREATE VIEW v AS
SELECT id, t FROM a;

-- add trigger a.tr
CREATE TRIGGER tr BEFORE INSERT ON public.a FOR EACH ROW EXECUTE FUNCTION f();
COMMIT;

-- validate check a.a_t_check
ALTER TABLE a VALIDATE CONSTRAINT a_t_check;
BEGIN;

-- drop table left
DROP FOREIGN TABLE "left";

-- drop table whole_old
DROP FOREIGN TABLE whole_old;

-- add table whole_newer
CREATE FOREIGN TABLE whole_newer PARTITION OF whole FOR VALUES FROM ('2022-01-01') TO ('2023-01-01')
SERVER files OPTIONS (filename '/dev/null', format 'csv');

-- drop foreign server old
DROP SERVER old;

-- drop foreign data wrapper gone
DROP FOREIGN DATA WRAPPER gone;
COMMIT;
