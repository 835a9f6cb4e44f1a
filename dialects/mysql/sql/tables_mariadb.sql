-- Tables. CREATE_OPTIONS holds only what was said explicitly, which the row format of ROW_FORMAT may not have been.
SELECT IF(t.TABLE_SCHEMA = DATABASE(), '', t.TABLE_SCHEMA) AS `schema`,
       t.TABLE_NAME AS `name`,
       LOWER(t.ENGINE) AS `engine`,
       SUBSTRING_INDEX(t.TABLE_COLLATION, '_', 1) AS `charset`,
       t.TABLE_COLLATION AS `collation`,
       NULLIF(t.CREATE_OPTIONS, '') AS `options`,
       NULLIF(t.TABLE_COMMENT, '') AS `comment`,
       IF(t.TABLE_TYPE = 'SYSTEM VERSIONED', 'true', NULL) AS `system_versioned`
FROM information_schema.TABLES t
WHERE t.TABLE_SCHEMA = DATABASE()
  /*only AND t.TABLE_NAME IN (:tables) */
  AND t.TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED')
ORDER BY BINARY t.TABLE_SCHEMA, BINARY t.TABLE_NAME;
