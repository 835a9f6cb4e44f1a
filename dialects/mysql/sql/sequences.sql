-- Sequences of MariaDB. Their numbers are rows of the sequence itself; they are asked for afterwards, all in one statement.
SELECT IF(t.TABLE_SCHEMA = DATABASE(), '', t.TABLE_SCHEMA) AS `schema`,
       t.TABLE_NAME AS `name`,
       NULLIF(t.TABLE_COMMENT, '') AS `comment`
FROM information_schema.TABLES t
WHERE t.TABLE_SCHEMA = DATABASE()
  /*only AND t.TABLE_NAME IN (:names) */
  AND t.TABLE_TYPE = 'SEQUENCE'
ORDER BY BINARY t.TABLE_SCHEMA, BINARY t.TABLE_NAME;
