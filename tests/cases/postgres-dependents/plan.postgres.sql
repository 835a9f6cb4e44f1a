BEGIN;

-- drop rule t.nodel
DROP RULE nodel ON t;

-- drop trigger t.touch
DROP TRIGGER touch ON t;

-- alter enum mood (values)
ALTER TYPE mood RENAME TO mood_before;

-- alter enum mood (values)
CREATE TYPE mood AS ENUM ('ok', 'sad', 'fine');

-- drop materialized view mv
DROP MATERIALIZED VIEW mv;

-- drop view v2
DROP VIEW v2;

-- drop view v
DROP VIEW v;

-- alter column t.at (type); alter column t.m (type)
-- loses what t.at holds
ALTER TABLE t ALTER COLUMN at TYPE timestamp,
    ALTER COLUMN m TYPE mood USING m::text::mood;

-- add view v
CREATE VIEW v WITH (security_barrier=true) AS
select id, at, total(id) over () from t where id between 1 and 3;

-- add view v2
CREATE VIEW v2 AS
select id from v;

-- add materialized view mv
CREATE MATERIALIZED VIEW mv AS
select id, n from t;

-- add index mv.mv_id
CREATE UNIQUE INDEX mv_id ON mv (id);

-- add trigger t.touch
create trigger touch before update of at on t for each row when (old.id <> new.id and new.at is not null) execute function touch();

-- add trigger t.touch
ALTER TABLE t ENABLE ALWAYS TRIGGER touch;

-- add trigger t.touch
COMMENT ON TRIGGER touch ON t IS 'hey';

-- add rule t.nodel
create rule nodel as on delete to t where id<10 do instead nothing;

-- drop enum mood as it was
DROP TYPE mood_before;

-- drop function sums(public.pair)
DROP FUNCTION sums(public.pair);

-- add function sums(public.pair)
create function sums(p pair) returns bigint language sql return p.a;
COMMIT;
