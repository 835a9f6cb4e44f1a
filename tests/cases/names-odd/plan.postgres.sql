BEGIN;

-- drop foreign key table.fk; drop
ALTER TABLE "table" DROP CONSTRAINT "fk; drop";

-- put index order; drop table "x.odd "index"; -- aside
ALTER INDEX "odd ""index""; --" RENAME TO "odd ""index""; --_before";

-- drop check order; drop table "x.check me; drop unique constraint order; drop table "x.uni que; alter column order; drop table "x.two words (type); alter column order; drop table "x.`back` (default); add column order; drop table "x.new\col; add check order; drop table "x.check me
ALTER TABLE "order; drop table ""x" DROP CONSTRAINT "check me",
    DROP CONSTRAINT "uni que",
    ALTER COLUMN "two words" TYPE varchar(20),
    ALTER COLUMN "`back`" SET DEFAULT 1,
    ADD COLUMN "new\col" int,
    ADD CONSTRAINT "check me" CHECK ("select" > 1) NOT VALID;

-- alter column order; drop table "x.`back` (not_null)
ALTER TABLE "order; drop table ""x" ADD CONSTRAINT "order; drop table ""x_`back`_proven" CHECK ("`back`" IS NOT NULL) NOT VALID;
COMMIT;

-- alter column order; drop table "x.`back` (not_null)
ALTER TABLE "order; drop table ""x" VALIDATE CONSTRAINT "order; drop table ""x_`back`_proven";
BEGIN;

-- alter column order; drop table "x.`back` (not_null)
ALTER TABLE "order; drop table ""x" ALTER COLUMN "`back`" SET NOT NULL;

-- alter column order; drop table "x.`back` (not_null)
ALTER TABLE "order; drop table ""x" DROP CONSTRAINT "order; drop table ""x_`back`_proven";

-- add unique constraint order; drop table "x.uni que
ALTER TABLE "order; drop table ""x" ADD CONSTRAINT "uni que" UNIQUE ("`back`", "select");
COMMIT;

-- validate check order; drop table "x.check me
ALTER TABLE "order; drop table ""x" VALIDATE CONSTRAINT "check me";

-- add index order; drop table "x.odd "index"; --
CREATE INDEX CONCURRENTLY "odd ""index""; --" ON "order; drop table ""x" ("a.b");

-- drop the former index order; drop table "x.odd "index"; --
DROP INDEX CONCURRENTLY "odd ""index""; --_before";
BEGIN;

-- add foreign key table.fk; drop
ALTER TABLE "table" ADD CONSTRAINT "fk; drop" FOREIGN KEY ("group") REFERENCES "order; drop table ""x" ("it's") ON DELETE CASCADE NOT VALID;
COMMIT;

-- validate foreign key table.fk; drop
ALTER TABLE "table" VALIDATE CONSTRAINT "fk; drop";
