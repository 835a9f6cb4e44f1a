BEGIN;

-- add table t
CREATE TABLE t (
    a int,
    b int,
    CONSTRAINT first EXCLUDE USING btree (a WITH =),
    CONSTRAINT third EXCLUDE USING btree (b WITH =)
);

-- add exclusion constraint t.second
ALTER TABLE t ADD CONSTRAINT second EXCLUDE USING btree (a WITH =);

-- add exclusion constraint t.second
COMMENT ON CONSTRAINT second ON t IS 'the same again';
COMMIT;
