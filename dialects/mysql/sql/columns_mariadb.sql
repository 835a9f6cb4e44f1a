-- Columns of MariaDB. COLUMN_DEFAULT is an expression already, and the text NULL where there is none.
-- Columns of views and sequences come along (there is no cheap way to leave them out) and are passed over afterwards.
SELECT IF(c.TABLE_SCHEMA = DATABASE(), '', c.TABLE_SCHEMA) AS `schema`,
       c.TABLE_NAME AS `table`,
       c.COLUMN_NAME AS `name`,
       c.COLUMN_TYPE AS `type`,
       c.COLLATION_NAME AS `collation`,
       c.CHARACTER_SET_NAME AS `charset`,
       IF(c.IS_NULLABLE = 'NO', 'true', NULL) AS `not_null`,
       NULLIF(c.COLUMN_DEFAULT, 'NULL') AS `default`,
       IF(c.EXTRA LIKE '%WITHOUT SYSTEM VERSIONING%', 'WITHOUT SYSTEM VERSIONING', NULLIF(c.GENERATION_EXPRESSION, ''))
           AS `generated`,
       IF(c.EXTRA LIKE '%STORED GENERATED%', 'true', NULL) AS `stored`,
       IF(c.EXTRA LIKE '%auto\_increment%', 'true', NULL) AS `auto_increment`,
       IF(c.EXTRA LIKE '%on update %',
          TRIM(TRAILING ',' FROM SUBSTRING_INDEX(SUBSTRING_INDEX(c.EXTRA, 'on update ', -1), ' ', 1)), NULL)
           AS `on_update`,
       IF(c.EXTRA LIKE '%INVISIBLE%', 'true', NULL) AS `invisible`,
       NULLIF(c.COLUMN_COMMENT, '') AS `comment`
FROM information_schema.COLUMNS c
WHERE c.TABLE_SCHEMA = DATABASE()
  /*only AND c.TABLE_NAME IN (:names) */
ORDER BY BINARY c.TABLE_SCHEMA, BINARY c.TABLE_NAME, c.ORDINAL_POSITION;
