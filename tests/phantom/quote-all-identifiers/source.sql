CREATE TYPE state AS ENUM ('on', 'off');
CREATE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql IMMUTABLE AS $$ select n * 2 $$;
CREATE TABLE "order" (id int NOT NULL, "user" text DEFAULT 'me', date date DEFAULT CURRENT_DATE, "Camel" varchar(5) DEFAULT 'x', state state DEFAULT 'on',
  "double" int GENERATED ALWAYS AS (twice(id)) STORED,
  CONSTRAINT order_pk PRIMARY KEY (id), CONSTRAINT c CHECK ("user" <> 'x' AND "Camel" IN ('a', 'x')), CONSTRAINT d CHECK (date > '2001-02-03'));
CREATE INDEX i ON "order" (lower("user")) WHERE state = 'on';
CREATE TABLE line (id int, order_id int CONSTRAINT line_fk REFERENCES "order" ON DELETE CASCADE);
CREATE VIEW v AS SELECT o.id, o."user", l.id AS line FROM "order" AS o JOIN line AS l ON (l.order_id = o.id) WHERE o.state = 'on';
