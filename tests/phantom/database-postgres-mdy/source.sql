SET standard_conforming_strings = off;
CREATE TABLE item (at timestamptz DEFAULT '2020-01-01 00:00:00Z', day date DEFAULT '2020-05-06', span interval DEFAULT '1 year 2 mons', slash text DEFAULT 'a\\b',
  tab text DEFAULT 'a\tb', price money DEFAULT '12.5', at_time timetz DEFAULT '10:00:00+00', range daterange DEFAULT '[2020-01-01,2020-02-01)',
  CONSTRAINT c CHECK (slash <> E'x\\y' AND at > '1999-12-31 23:59:59Z'));
CREATE VIEW v AS SELECT 'c:\\d' AS path, '36:00:00'::interval AS span, day + 1 AS next FROM item;
