BEGIN;

-- alter inherited column kid.a (not_null)
ALTER TABLE kid ALTER COLUMN a SET NOT NULL;

-- alter inherited column kid.b " (not_null)
ALTER TABLE kid ALTER COLUMN "b """ DROP NOT NULL;

-- add inherited column kid.a
ALTER TABLE kid ADD CONSTRAINT another NOT NULL a;

-- add inherited column kid.d
ALTER TABLE kid ADD CONSTRAINT "it's ""mine""" NOT NULL d;
COMMIT;
