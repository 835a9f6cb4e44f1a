BEGIN;

-- alter column Par t.c (not_null)
ALTER TABLE "Par t" ALTER COLUMN c DROP NOT NULL;

-- alter column second.e (not_null)
ALTER TABLE second ALTER COLUMN e DROP NOT NULL;

-- alter inherited column kid.a "b (default)
ALTER TABLE kid ALTER COLUMN "a ""b" DROP DEFAULT;

-- alter inherited column kid.a "b (not_null)
ALTER TABLE kid ALTER COLUMN "a ""b" DROP NOT NULL;

-- alter inherited column kid.d (not_null)
ALTER TABLE kid ALTER COLUMN d SET NOT NULL;

-- rename column Par t.d to D d
ALTER TABLE "Par t" RENAME COLUMN d TO "D d";

-- add inherited column kid.c
ALTER TABLE kid ALTER COLUMN c SET NOT NULL;

-- add inherited column kid.e
ALTER TABLE kid ALTER COLUMN e SET NOT NULL;

-- add inherited column kid.e
COMMENT ON COLUMN kid.e IS 'of the kid';

-- alter inherited column grand.f (not_null)
ALTER TABLE grand ALTER COLUMN f SET NOT NULL;

-- add inherited column grand.a "b
ALTER TABLE grand ALTER COLUMN "a ""b" SET NOT NULL;

-- alter inherited column part_one.at (not_null)
ALTER TABLE part_one ALTER COLUMN at DROP NOT NULL;

-- add inherited column part_one.w,x
ALTER TABLE part_one ALTER COLUMN "w,x" SET NOT NULL;

-- add table part_two
CREATE TABLE part_two PARTITION OF parts FOR VALUES FROM (10) TO (20);

-- add inherited column part_two.at
ALTER TABLE part_two ALTER COLUMN at SET NOT NULL;

-- alter column Par t.d (not_null)
ALTER TABLE "Par t" ADD CONSTRAINT "Par t_D d_proven" CHECK ("D d" IS NOT NULL) NOT VALID;
COMMIT;

-- alter column Par t.d (not_null)
ALTER TABLE "Par t" VALIDATE CONSTRAINT "Par t_D d_proven";
BEGIN;

-- alter column Par t.d (not_null)
ALTER TABLE "Par t" ALTER COLUMN "D d" SET NOT NULL;

-- alter column Par t.d (not_null)
ALTER TABLE "Par t" DROP CONSTRAINT "Par t_D d_proven";

-- alter column second.f (not_null)
ALTER TABLE second ADD CONSTRAINT second_f_proven CHECK (f IS NOT NULL) NOT VALID;
COMMIT;

-- alter column second.f (not_null)
ALTER TABLE second VALIDATE CONSTRAINT second_f_proven;
BEGIN;

-- alter column second.f (not_null)
ALTER TABLE second ALTER COLUMN f SET NOT NULL;

-- alter column second.f (not_null)
ALTER TABLE second DROP CONSTRAINT second_f_proven;
COMMIT;
