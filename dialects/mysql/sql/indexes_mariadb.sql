-- Indexes of MariaDB, one row for each part; PRIMARY is the primary key.
SELECT IF(s.TABLE_SCHEMA = DATABASE(), '', s.TABLE_SCHEMA) AS `schema`,
       s.TABLE_NAME AS `table`,
       s.INDEX_NAME AS `name`,
       s.COLUMN_NAME AS `column`,
       NULL AS `expression`,
       IF(s.COLLATION = 'D', 'desc', NULL) AS `order`,
       IF(s.INDEX_TYPE = 'SPATIAL', NULL, s.SUB_PART) AS `prefix`,
       IF(s.NON_UNIQUE = 0, 'true', NULL) AS `unique`,
       NULLIF(LOWER(s.INDEX_TYPE), 'btree') AS `method`,
       IF(s.IGNORED = 'YES', 'true', NULL) AS `invisible`,
       NULLIF(s.INDEX_COMMENT, '') AS `comment`
FROM information_schema.STATISTICS s
WHERE s.TABLE_SCHEMA = DATABASE()
  /*only AND s.TABLE_NAME IN (:names) */
ORDER BY BINARY s.TABLE_SCHEMA, BINARY s.TABLE_NAME, BINARY s.INDEX_NAME, s.SEQ_IN_INDEX;
