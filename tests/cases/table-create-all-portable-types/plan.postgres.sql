BEGIN;

-- add table everything
CREATE TABLE everything (
    id bigint NOT NULL,
    small smallint,
    whole int,
    flag boolean DEFAULT false NOT NULL,
    txt text,
    short varchar(20) DEFAULT 'x' NOT NULL,
    fixed char(3),
    money numeric(12,2) DEFAULT 0 NOT NULL,
    ratio real,
    exact double precision,
    day date,
    clock time,
    moment timestamp,
    instant timestamptz DEFAULT now(),
    doc json,
    ident uuid,
    raw bytea,
    PRIMARY KEY (id)
);

-- add table everything
COMMENT ON TABLE everything IS 'one of each';
COMMIT;
