BEGIN;

-- add domain base
CREATE DOMAIN base AS int DEFAULT 6 NOT NULL;

-- add domain over
CREATE DOMAIN over AS base DEFAULT NULL;

-- add domain other
CREATE DOMAIN other AS base DEFAULT 7;

-- add table t
CREATE TABLE t (
    a over,
    b other
);
COMMIT;
