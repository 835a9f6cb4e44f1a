CREATE TABLE if (not_ int, key int, action text, "check" int, begin int, "unique" text UNIQUE);
CREATE TABLE "table" ("index" int, abort int, "primary" int, replace int, temp int, "constraint" int, strict int, rowid int);
CREATE INDEX "on" ON "table" ("index");
CREATE INDEX "index" ON if ("key") WHERE "key" > 0;
