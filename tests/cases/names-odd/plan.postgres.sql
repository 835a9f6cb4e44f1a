BEGIN;

-- drop foreign key table.fk; drop
ALTER TABLE "table" DROP CONSTRAINT "fk; drop";

-- drop index order; drop table "x.odd "index"; --
DROP INDEX "odd ""index""; --";

-- drop check order; drop table "x.check me; drop unique constraint order; drop table "x.uni que; alter column order; drop table "x.two words (type); alter column order; drop table "x.`back` (default); alter column order; drop table "x.`back` (not_null); add column order; drop table "x.new\col; add unique constraint order; drop table "x.uni que; add check order; drop table "x.check me
ALTER TABLE "order; drop table ""x" DROP CONSTRAINT "check me",
    DROP CONSTRAINT "uni que",
    ALTER COLUMN "two words" TYPE varchar(20),
    ALTER COLUMN "`back`" SET DEFAULT 1,
    ALTER COLUMN "`back`" SET NOT NULL,
    ADD COLUMN "new\col" int,
    ADD CONSTRAINT "uni que" UNIQUE ("`back`", "select"),
    ADD CONSTRAINT "check me" CHECK ("select" > 1);

-- add index order; drop table "x.odd "index"; --
CREATE INDEX "odd ""index""; --" ON "order; drop table ""x" ("a.b");

-- add foreign key table.fk; drop
ALTER TABLE "table" ADD CONSTRAINT "fk; drop" FOREIGN KEY ("group") REFERENCES "order; drop table ""x" ("it's") ON DELETE CASCADE;
COMMIT;
