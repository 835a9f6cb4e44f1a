CREATE TABLE item (at timestamptz DEFAULT '2020-01-01 09:00:00+09', local timestamp DEFAULT '2020-01-02 03:04:05'::timestamp, day date DEFAULT date '2020-05-06',
  span interval DEFAULT '1 mon 2 days 03:00:00'::interval, bytes bytea DEFAULT '\000\377'::bytea, ratio float8 DEFAULT 0.1234567890123456,
  CONSTRAINT since CHECK (at >= '2020-01-01 00:00:00+00'::timestamptz), CONSTRAINT until CHECK (at < '2029-12-31 15:00:00+00'::timestamptz),
  CONSTRAINT days CHECK ((day > '2020-02-01'::date) AND (day < '2021-03-04'::date)), CONSTRAINT spans CHECK (span > '1 day'::interval AND span < '2 years'::interval),
  CONSTRAINT not_these CHECK (bytes <> 'ab'::bytea), CONSTRAINT small CHECK (ratio < 0.3333333333333333::float8));
CREATE INDEX recent ON item (day) WHERE at > '2021-06-01 10:00:00+00'::timestamptz;
CREATE VIEW v AS SELECT day, at AT TIME ZONE 'UTC' AS utc FROM item WHERE at > '2021-01-01 09:00:00+09'::timestamptz AND span < '1 year 2 mons'::interval;
