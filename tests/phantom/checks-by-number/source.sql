CREATE TYPE pair AS (staattnum int, starelid int);
CREATE FUNCTION least_of(low int, start int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT low >= start';
CREATE TABLE wide (
    c1 int, c2 int, c3 int, c4 int, c5 int, c6 int, c7 int, c8 int, c9 int, c10 int, c11 int, c12 int, c13 int, c14 int, c15 int, c16 int, c17 int, c18 int, c19 int, c20 int, c21 int, c22 int, c23 int, c24 int, c25 int, c26 int, c27 int, c28 int, c29 int, c30 int, c31 int, c32 int, c33 int, c34 int, c35 int,
    CONSTRAINT last CHECK (c35 > 0), CONSTRAINT edge CHECK (c31 > c1), CONSTRAINT over CHECK (c32 > c1)
);
CREATE TABLE odd (
    gone int, "a b" int, "select" int, stakind1 int, staattnum text, p pair, "Last" text, starelid int[],
    CONSTRAINT quoted CHECK ("a b" > "select"),
    CONSTRAINT namesake CHECK (stakind1 > 3 AND staattnum <> 'starelid'),
    CONSTRAINT crosswise CHECK (length(staattnum) > stakind1),
    CONSTRAINT field CHECK ((p).staattnum > (p).starelid),
    CONSTRAINT argument CHECK (least_of(start => 1, low => "a b")),
    CONSTRAINT element CHECK (starelid[1] > 0 AND cardinality(starelid) < stakind1),
    CONSTRAINT nothing CHECK (length('stakind2') = 8),
    CONSTRAINT escaped CHECK ("Last" <> E'it''s \\ stakind3' AND "Last" <> $$"stakind4"$$)
);
ALTER TABLE odd DROP COLUMN gone;
CREATE TABLE lone (a int, b int, CONSTRAINT whole CHECK (lone IS NOT NULL));
CREATE TABLE heir (own int, CONSTRAINT of_both CHECK (own > "a b")) INHERITS (odd);
