BEGIN;

-- alter table n_2 (partition_of, bounds)
ALTER TABLE n ATTACH PARTITION n_2 default;

-- alter table o_1 (partition_of, bounds)
ALTER TABLE o ATTACH PARTITION o_1 for values in ('x');
COMMIT;

-- add index t.t_id
CREATE INDEX CONCURRENTLY more_id_idx ON more (id);
BEGIN;

-- alter table more (partition_of, bounds)
ALTER TABLE more ADD CONSTRAINT more_proven CHECK (at IS NOT NULL AND at >= ('2026-01-01')::date) NOT VALID;
COMMIT;

-- alter table more (partition_of, bounds)
ALTER TABLE more VALIDATE CONSTRAINT more_proven;
BEGIN;

-- alter table more (partition_of, bounds)
ALTER TABLE t ATTACH PARTITION more for values from ('2026-01-01') to (maxvalue);

-- alter table more (partition_of, bounds)
ALTER TABLE more DROP CONSTRAINT more_proven;

-- alter table n_1 (partition_of, bounds)
ALTER TABLE n_1 ADD CONSTRAINT n_1_proven CHECK (id IS NOT NULL AND id IN ((-1)::bigint, (2)::bigint)) NOT VALID;
COMMIT;

-- alter table n_1 (partition_of, bounds)
ALTER TABLE n_1 VALIDATE CONSTRAINT n_1_proven;
BEGIN;

-- alter table n_1 (partition_of, bounds)
ALTER TABLE n ATTACH PARTITION n_1 for values in (-1, 2);

-- alter table n_1 (partition_of, bounds)
ALTER TABLE n_1 DROP CONSTRAINT n_1_proven;
COMMIT;
