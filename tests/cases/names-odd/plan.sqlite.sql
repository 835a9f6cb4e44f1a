
-- foreign keys off
PRAGMA foreign_keys = OFF;
BEGIN IMMEDIATE;

-- remember rows that refer to nothing
CREATE TEMP TABLE poundlock_before AS SELECT "table" AS child, parent, count(*) AS violations FROM pragma_foreign_key_check GROUP BY 1, 2;

-- drop index order; drop table "x.odd "index"; --
DROP INDEX "odd ""index""; --";

-- rebuild table order; drop table "x: alter column order; drop table "x.two words (type); alter column order; drop table "x.`back` (not_null, default); add column order; drop table "x.new\col; alter unique constraint order; drop table "x.uni que (parts); alter check order; drop table "x.check me (expression); add index order; drop table "x.odd "index"; --
CREATE TABLE "new_order; drop table ""x" (
    "it's" int NOT NULL,
    "two words" varchar(20),
    "`back`" int NOT NULL DEFAULT 1,
    "select" int,
    "ünï→漢" int,
    "a.b" int,
    "%s" int,
    "{x}" int,
    CamelCase int,
    "new\col" int,
    PRIMARY KEY ("it's"),
    CONSTRAINT "uni que" UNIQUE ("`back`", "select"),
    CONSTRAINT "check me" CHECK ("select" > 1)
);

-- rebuild table order; drop table "x: copy its rows
INSERT INTO "new_order; drop table ""x" (rowid, "it's", "two words", "`back`", "select", "ünï→漢", "a.b", "%s", "{x}", CamelCase) SELECT rowid, "it's", "two words", "`back`", "select", "ünï→漢", "a.b", "%s", "{x}", CamelCase FROM "order; drop table ""x";

-- rebuild table order; drop table "x: prove that all rows are there
-- must return no row
SELECT 'rows were lost' WHERE (SELECT count(*) FROM "new_order; drop table ""x") <> (SELECT count(*) FROM "order; drop table ""x");

-- rebuild table order; drop table "x: drop the old table
DROP TABLE "order; drop table ""x";

-- rebuild table order; drop table "x: give it its name
PRAGMA legacy_alter_table = ON;

-- rebuild table order; drop table "x: give it its name
ALTER TABLE "new_order; drop table ""x" RENAME TO "order; drop table ""x";

-- rebuild table order; drop table "x: give it its name
PRAGMA legacy_alter_table = OFF;

-- rebuild table order; drop table "x: make its indexes
CREATE INDEX "odd ""index""; --" ON "order; drop table ""x" ("a.b");

-- rebuild table order; drop table "x: make its indexes
CREATE INDEX "i'x" ON "order; drop table ""x" ("ünï→漢");

-- rebuild table table: alter foreign key table.fk; drop (on_delete)
CREATE TABLE new_table (
    "group" int,
    "x y" int,
    CONSTRAINT "fk; drop" FOREIGN KEY ("group") REFERENCES "order; drop table ""x" ("it's") ON DELETE CASCADE
);

-- rebuild table table: copy its rows
INSERT INTO new_table (rowid, "group", "x y") SELECT rowid, "group", "x y" FROM "table";

-- rebuild table table: prove that all rows are there
-- must return no row
SELECT 'rows were lost' WHERE (SELECT count(*) FROM new_table) <> (SELECT count(*) FROM "table");

-- rebuild table table: drop the old table
DROP TABLE "table";

-- rebuild table table: give it its name
PRAGMA legacy_alter_table = ON;

-- rebuild table table: give it its name
ALTER TABLE new_table RENAME TO "table";

-- rebuild table table: give it its name
PRAGMA legacy_alter_table = OFF;

-- prove that no more rows refer to nothing
-- must return no row
SELECT a.child || ' refers to rows of ' || a.parent || ' that are not there' FROM (SELECT "table" AS child, parent, count(*) AS violations FROM pragma_foreign_key_check GROUP BY 1, 2) AS a LEFT JOIN poundlock_before AS b ON b.child = a.child AND b.parent IS a.parent WHERE a.violations > coalesce(b.violations, 0);

-- forget them
DROP TABLE temp.poundlock_before;
COMMIT;

-- foreign keys on
PRAGMA foreign_keys = ON;
