CREATE TABLE data (id integer, name text); CREATE VIEW q AS SELECT * FROM data;
