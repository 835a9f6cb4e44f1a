CREATE SCHEMA ext;
CREATE EXTENSION hstore;
CREATE EXTENSION ltree SCHEMA ext;
CREATE EXTENSION pgcrypto SCHEMA ext;
CREATE TABLE node (id text DEFAULT encode(ext.digest('a'::text, 'sha1'), 'hex'), path ext.ltree, h public.hstore DEFAULT 'a=>1',
  depth int GENERATED ALWAYS AS (ext.nlevel(path)) STORED, CONSTRAINT c CHECK (ext.nlevel(path) < 10), CONSTRAINT d CHECK ((h OPERATOR(public.->) 'a') <> '2'));
CREATE VIEW v AS SELECT ext.nlevel(path) AS depth, h -> 'a'::text AS a FROM node WHERE path OPERATOR(ext.@>) 'top.x'::ext.ltree;
