CREATE SCHEMA ext;
CREATE EXTENSION ltree SCHEMA ext;
CREATE EXTENSION "uuid-ossp" SCHEMA ext;
CREATE TABLE node (id uuid DEFAULT ext.uuid_generate_v1mc(), path ltree, depth int GENERATED ALWAYS AS (ext.nlevel(path)) STORED,
  CONSTRAINT c CHECK (ext.nlevel(path) < 10 AND path OPERATOR(ext.<>) ''::ltree));
CREATE INDEX i ON node USING gist (path);
CREATE INDEX j ON node (nlevel(path));
CREATE VIEW v AS SELECT id, ext.nlevel(path) AS depth, subpath(path, 0, 1) AS head FROM public.node WHERE path OPERATOR(ext.<@) 'top'::ltree;
