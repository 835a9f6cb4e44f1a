-- Columns of MySQL. COLUMN_DEFAULT is a bare value for a literal and an expression for what EXTRA calls DEFAULT_GENERATED;
-- here both become SQL: 'x', b'1', 0x61, CURRENT_TIMESTAMP(3), (expression). 0x61 may be cut at a NUL; show.c looks again.
-- Collation and charset are always said here; what the table says too is taken away afterwards.
SELECT IF(c.TABLE_SCHEMA = DATABASE(), '', c.TABLE_SCHEMA) AS `schema`,
       c.TABLE_NAME AS `table`,
       c.COLUMN_NAME AS `name`,
       c.COLUMN_TYPE AS `type`,
       c.COLLATION_NAME AS `collation`,
       c.CHARACTER_SET_NAME AS `charset`,
       IF(c.IS_NULLABLE = 'NO', 'true', NULL) AS `not_null`,
       CASE
           WHEN c.COLUMN_DEFAULT IS NULL THEN NULL
           WHEN c.EXTRA LIKE '%DEFAULT\_GENERATED%' AND c.COLUMN_DEFAULT LIKE 'CURRENT\_TIMESTAMP%' THEN c.COLUMN_DEFAULT
           WHEN c.EXTRA LIKE '%DEFAULT\_GENERATED%' THEN CONCAT('(', c.COLUMN_DEFAULT, ')')
           WHEN c.DATA_TYPE = 'bit' OR (c.DATA_TYPE IN ('binary', 'varbinary') AND c.COLUMN_DEFAULT LIKE '0x%')
               THEN c.COLUMN_DEFAULT
           ELSE QUOTE(c.COLUMN_DEFAULT)
       END AS `default`,
       NULLIF(c.GENERATION_EXPRESSION, '') AS `generated`,
       IF(c.EXTRA LIKE '%STORED GENERATED%', 'true', NULL) AS `stored`,
       IF(c.EXTRA LIKE '%auto\_increment%', 'true', NULL) AS `auto_increment`,
       IF(c.EXTRA LIKE '%on update %', SUBSTRING_INDEX(SUBSTRING_INDEX(c.EXTRA, 'on update ', -1), ' ', 1), NULL)
           AS `on_update`,
       IF(c.EXTRA LIKE '%INVISIBLE%', 'true', NULL) AS `invisible`,
       c.SRS_ID AS `srid`,
       NULLIF(c.COLUMN_COMMENT, '') AS `comment`
FROM information_schema.COLUMNS c
     JOIN information_schema.TABLES t ON t.TABLE_SCHEMA = c.TABLE_SCHEMA AND t.TABLE_NAME = c.TABLE_NAME
WHERE c.TABLE_SCHEMA = DATABASE()
  /*only AND c.TABLE_NAME IN (:names) */
  AND t.TABLE_TYPE = 'BASE TABLE'
ORDER BY BINARY c.TABLE_SCHEMA, BINARY c.TABLE_NAME, c.ORDINAL_POSITION;
