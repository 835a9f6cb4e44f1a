SET sql_mode = 'ANSI_QUOTES,PIPES_AS_CONCAT,STRICT_ALL_TABLES';
CREATE TABLE "item" ("id" int, s varchar(10), "odd name" varchar(10) DEFAULT 'x', g varchar(20) AS (s || 'z'), CONSTRAINT "c" CHECK ("odd name" IN ('a', 'x')), CONSTRAINT d CHECK (s <> 'it''s'));
CREATE VIEW "v" AS SELECT s, "odd name" AS n, 'text' AS t FROM "item" WHERE "odd name" = 'y';
