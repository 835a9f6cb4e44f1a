BEGIN;

-- alter table h (inherits)
ALTER TABLE h NO INHERIT p;

-- alter table h (inherits)
-- loses what h.a holds
ALTER TABLE h DROP COLUMN a;
COMMIT;
