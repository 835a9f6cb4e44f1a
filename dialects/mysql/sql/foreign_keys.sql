-- Foreign keys and their columns; what happens on delete and update is in foreign_key_rules.sql, because a join of the two
-- costs MariaDB the square of their number.
SELECT IF(k.TABLE_SCHEMA = DATABASE(), '', k.TABLE_SCHEMA) AS `schema`,
       k.TABLE_NAME AS `table`,
       k.CONSTRAINT_NAME AS `name`,
       GROUP_CONCAT(CONCAT('"', REPLACE(k.COLUMN_NAME, '"', '""'), '"') ORDER BY k.ORDINAL_POSITION SEPARATOR ', ')
           AS `columns`,
       k.REFERENCED_TABLE_NAME AS `references`,
       IF(k.REFERENCED_TABLE_SCHEMA = DATABASE(), '', k.REFERENCED_TABLE_SCHEMA) AS `references.schema`,
       GROUP_CONCAT(CONCAT('"', REPLACE(k.REFERENCED_COLUMN_NAME, '"', '""'), '"') ORDER BY k.ORDINAL_POSITION
                    SEPARATOR ', ') AS `referenced_columns`
FROM information_schema.KEY_COLUMN_USAGE k
WHERE k.TABLE_SCHEMA = DATABASE()
  /*only AND k.TABLE_NAME IN (:names) */
  AND k.REFERENCED_TABLE_NAME IS NOT NULL
GROUP BY k.TABLE_SCHEMA, k.TABLE_NAME, k.CONSTRAINT_NAME, k.REFERENCED_TABLE_SCHEMA, k.REFERENCED_TABLE_NAME
ORDER BY BINARY k.TABLE_SCHEMA, BINARY k.TABLE_NAME, BINARY k.CONSTRAINT_NAME;
