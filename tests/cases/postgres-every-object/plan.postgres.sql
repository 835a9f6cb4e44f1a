BEGIN;

-- add extension btree_gist
CREATE EXTENSION btree_gist WITH SCHEMA ;

-- add enum mood
CREATE TYPE mood AS ENUM ('sad', 'ok');

-- add domain posint
CREATE DOMAIN posint AS int DEFAULT 1+1 NOT NULL
    CONSTRAINT posint_check CHECK (value > 0 and value in (1,2,3));

-- add domain plain
CREATE DOMAIN plain AS text;

-- add composite type pair
CREATE TYPE pair AS (
    a int,
    b varchar(3),
    m mood
);

-- add range type fr
create type fr as range (subtype = float8, subtype_diff = float8mi);

-- add collation de
create collation de (locale='C');

-- add function add(integer, integer)
create function add(a int, b int default 3) returns int as $$ select a + b $$ language sql immutable;

-- add function touch()
create or replace function touch() returns trigger language plpgsql as 'begin new.at := now(); return new; end';

-- add function sums(public.pair)
create function sums(p pair) returns int language sql as $$ select p.a $$;

-- add procedure doit(integer)
create procedure doit(x int) language sql as $$ insert into t(id) values (x) $$;

-- add aggregate total(integer)
create aggregate total(int) (sfunc = add, stype = int, initcond = '0');

-- add table t
CREATE TABLE t (
    id int DEFAULT add(1,2) NOT NULL,
    at timestamptz,
    n posint,
    p pair,
    r int4range,
    c text COLLATE public.de,
    m mood,
    PRIMARY KEY (id),
    CONSTRAINT t_r exclude using gist (r with &&) where (id>0)
);

-- add table t
ALTER TABLE t ENABLE ROW LEVEL SECURITY;

-- add table t
ALTER TABLE t FORCE ROW LEVEL SECURITY;

-- add table t
ALTER TABLE t REPLICA IDENTITY full;

-- add table u
CREATE TABLE u (
    id int,
    who text NOT NULL
);

-- add policy t.mine
CREATE POLICY mine ON t FOR SELECT USING (id in (select u.id from u where u.who=current_user));

-- add index u.u_who
CREATE UNIQUE INDEX u_who ON u (who);

-- add index u.u_who
ALTER TABLE u REPLICA IDENTITY USING INDEX u_who;

-- add table parted
CREATE TABLE parted (
    id int NOT NULL,
    d date NOT NULL,
    PRIMARY KEY (id, d)
) PARTITION BY RANGE (d);

-- add index parted.parted_d
CREATE INDEX parted_d ON parted (d);

-- add table p1
CREATE TABLE p1 PARTITION OF parted (
    CONSTRAINT p1_c CHECK (id > 5 and id < 10)
) for values from ('2020-01-01') to ('2021-01-01') PARTITION BY LIST (id);

-- add table p1a
CREATE TABLE p1a PARTITION OF p1 default;

-- add index p1a.p1a_ix
CREATE INDEX p1a_ix ON p1a (id);

-- add table base
CREATE TABLE base (
    id int,
    v text
);

-- add table heir
CREATE TABLE heir (
    w int
) INHERITS (base);

-- add index heir.heir_v
CREATE INDEX heir_v ON heir (v);

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

-- add statistics object st
create statistics st on id, at from t;
COMMIT;
