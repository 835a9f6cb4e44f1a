BEGIN IMMEDIATE;

-- add table everything
CREATE TABLE everything (
    id bigint NOT NULL,
    small smallint,
    whole int,
    flag boolean NOT NULL DEFAULT false,
    txt text,
    short varchar(20) NOT NULL DEFAULT 'x',
    fixed char(3),
    money decimal(12,2) NOT NULL DEFAULT 0,
    ratio real,
    exact double precision,
    day date,
    clock time,
    moment timestamp,
    instant TEXT DEFAULT CURRENT_TIMESTAMP,
    doc TEXT,
    ident TEXT,
    raw BLOB,
    PRIMARY KEY (id)
);
COMMIT;
