-- The newest steps that are done and speak of something. What LIKE finds too much is passed over by who asks.
SELECT s.run AS run, s.number AS number, s.title AS title
  FROM {step} AS s
 WHERE s.done IS NOT NULL AND s.title LIKE ?
 ORDER BY s.run DESC, s.number DESC
 LIMIT 50
