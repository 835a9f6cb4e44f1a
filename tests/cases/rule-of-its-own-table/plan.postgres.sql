BEGIN;

-- add function f()
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;

-- add table t
CREATE TABLE t (
    a int,
    b int
);

-- add trigger t.again
CREATE CONSTRAINT TRIGGER again AFTER INSERT ON t FROM t NOT DEFERRABLE FOR EACH ROW EXECUTE FUNCTION f();

-- add rule t.twice
CREATE RULE twice AS ON DELETE TO t DO ALSO DELETE FROM t WHERE b IS NULL;
COMMIT;
