BEGIN;

-- alter grant t.pg_monitor (privileges, grantable)
REVOKE INSERT ON TABLE t FROM pg_monitor;

-- alter grant t.pg_monitor (privileges, grantable)
REVOKE GRANT OPTION FOR UPDATE ON TABLE t FROM pg_monitor;

-- alter grant t.pg_monitor (privileges, grantable)
GRANT SELECT ON TABLE t TO pg_monitor WITH GRANT OPTION;

-- alter grant t.pg_read_all_stats (privileges)
REVOKE INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER, MAINTAIN ON TABLE t FROM pg_read_all_stats;

-- add grant u.public
GRANT INSERT, SELECT ON TABLE u TO public;

-- alter grant s.pg_monitor (privileges)
GRANT UPDATE ON SEQUENCE s TO pg_monitor;

-- alter grant f(integer).pg_monitor (privileges, grantable)
GRANT EXECUTE ON FUNCTION f(integer) TO pg_monitor WITH GRANT OPTION;

-- alter grant tables of postgres.pg_monitor (privileges)
ALTER DEFAULT PRIVILEGES FOR ROLE postgres IN SCHEMA public GRANT INSERT ON TABLES TO pg_monitor;

-- add grant tables of postgres.public
ALTER DEFAULT PRIVILEGES FOR ROLE postgres IN SCHEMA public GRANT SELECT ON TABLES TO public;

-- alter grant audit.pg_monitor (privileges, grantable)
GRANT ALL ON SCHEMA audit TO pg_monitor WITH GRANT OPTION;

-- alter grant audit.sequences of postgres.pg_monitor (privileges, grantable)
ALTER DEFAULT PRIVILEGES FOR ROLE postgres IN SCHEMA audit REVOKE GRANT OPTION FOR USAGE ON SEQUENCES FROM pg_monitor;

-- drop grant mood.public
GRANT USAGE ON TYPE mood TO public;

-- drop grant mood.pg_monitor
REVOKE USAGE ON TYPE mood FROM pg_monitor;

-- drop grant f(integer).public
GRANT EXECUTE ON FUNCTION f(integer) TO public;

-- drop grant functions of postgres in every schema.public
ALTER DEFAULT PRIVILEGES FOR ROLE postgres GRANT EXECUTE ON FUNCTIONS TO public;

-- drop view v
DROP VIEW v;

-- rename column t.mail to email
ALTER TABLE t RENAME COLUMN mail TO email;

-- alter grant t.pg_signal_backend (privileges)
REVOKE UPDATE (kept) ON TABLE t FROM pg_signal_backend;

-- alter grant t.pg_signal_backend (privileges)
GRANT REFERENCES (kept) ON TABLE t TO pg_signal_backend;

-- drop column t.gone
-- loses what t.gone holds
ALTER TABLE t DROP COLUMN gone;

-- add view v
CREATE VIEW v AS
select id from t;

-- add grant v.pg_monitor
REVOKE INSERT, SELECT ON TABLE v FROM pg_monitor;

-- add grant v.public
REVOKE SELECT ON TABLE v FROM public;
COMMIT;
