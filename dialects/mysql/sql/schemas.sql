-- The databases themselves; the connection's own one has no name in models, and its defaults are its owner's business.
SELECT s.SCHEMA_NAME AS `name`,
       s.DEFAULT_CHARACTER_SET_NAME AS `charset`,
       s.DEFAULT_COLLATION_NAME AS `collation`
FROM information_schema.SCHEMATA s
WHERE s.SCHEMA_NAME NOT IN ('mysql', 'information_schema', 'performance_schema', 'sys')
  AND DATABASE() IS NULL
ORDER BY BINARY s.SCHEMA_NAME;
