BEGIN;

-- alter table h (inherits)
ALTER TABLE h NO INHERIT p;

-- alter table h (inherits)
ALTER TABLE h INHERIT q;

-- add column i.b
ALTER TABLE i ADD COLUMN b text;

-- alter table i (inherits)
ALTER TABLE i INHERIT p;

-- alter table i (inherits)
ALTER TABLE i INHERIT q;
COMMIT;
