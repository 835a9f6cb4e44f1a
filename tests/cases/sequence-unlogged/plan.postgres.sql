BEGIN;

-- alter sequence s (unlogged)
ALTER SEQUENCE s SET LOGGED;

-- alter sequence t (unlogged)
ALTER SEQUENCE t SET UNLOGGED;

-- add sequence b_id_seq
CREATE SEQUENCE b_id_seq AS int;

-- alter table a (unlogged)
ALTER TABLE a SET LOGGED;

-- add table b
CREATE UNLOGGED TABLE b (
    id int DEFAULT nextval('public.b_id_seq'::regclass) NOT NULL
);

-- alter sequence b_id_seq (owned_by)
ALTER SEQUENCE b_id_seq OWNED BY b.id;
COMMIT;
