-- As before, with one column more.
DO $$ BEGIN FOR i IN 1..300 LOOP EXECUTE format('CREATE TABLE t%s (id bigint PRIMARY KEY, a text NOT NULL DEFAULT ''x'', b int, c int, d int, e text, f text, g text CHECK (g <> ''''), UNIQUE (b, c))', i); END LOOP; END $$;
DO $$ BEGIN FOR i IN 301..600 LOOP EXECUTE format('CREATE TABLE t%s (id bigint PRIMARY KEY REFERENCES t%s, a text NOT NULL DEFAULT ''x'', b int, c int, d int, e text, f text, g text CHECK (g <> ''''))', i, i - 300); END LOOP; END $$;
DO $$ BEGIN FOR i IN 1..300 LOOP EXECUTE format('CREATE INDEX t%s_e ON t%s (e DESC, lower(f)) INCLUDE (d)', i, i); END LOOP; END $$;
CREATE VIEW v AS SELECT id, a FROM t1;
ALTER TABLE t600 ADD COLUMN h text NOT NULL DEFAULT 'new';
