-- The databases themselves: the connection's own one, which has no name in models, or all where it has none.
SELECT IF(s.SCHEMA_NAME = DATABASE(), '', s.SCHEMA_NAME) AS `name`,
       s.DEFAULT_CHARACTER_SET_NAME AS `charset`,
       s.DEFAULT_COLLATION_NAME AS `collation`
FROM information_schema.SCHEMATA s
WHERE s.SCHEMA_NAME NOT IN ('mysql', 'information_schema', 'performance_schema', 'sys')
  AND (DATABASE() IS NULL OR s.SCHEMA_NAME = DATABASE())
ORDER BY BINARY s.SCHEMA_NAME;
