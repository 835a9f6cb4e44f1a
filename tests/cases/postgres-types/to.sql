CREATE TABLE types (a "char", b bpchar, c char(5), d varchar, e numeric, f numeric(10), g numeric(10,2)[], h int[][], i timestamp(3), j timestamptz(0),
  k time(2), l timetz, m interval day to second(3), n interval(2), o bit(3), p varbit(7), q bit varying, r inet, s cidr, t macaddr, u uuid, v xml, w jsonb, x json,
  y money, z oid, aa point, ab box, ac polygon, ad tsvector, ae tsquery, af int4range, ag tstzrange, ah bytea, ai name, aj regclass, ak float(3),
  al serial, am bigserial, an text[] DEFAULT '{}', ao text[] DEFAULT ARRAY['a', 'b']::text[], ap date DEFAULT CURRENT_DATE, aq timestamptz DEFAULT now(),
  ar interval DEFAULT '1 day 02:03', at bytea DEFAULT '\xff', au numeric DEFAULT -1.50, av text DEFAULT 'it''s' || chr(10), aw jsonb DEFAULT '{"a": 1}');
