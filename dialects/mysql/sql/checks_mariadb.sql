-- Checks of MariaDB: of tables, and of columns, where `name` is the column's.
SELECT IF(c.CONSTRAINT_SCHEMA = DATABASE(), '', c.CONSTRAINT_SCHEMA) AS `schema`,
       c.TABLE_NAME AS `table`,
       c.CONSTRAINT_NAME AS `name`,
       c.CHECK_CLAUSE AS `expression`,
       c.LEVEL AS `level`
FROM information_schema.CHECK_CONSTRAINTS c
WHERE c.CONSTRAINT_SCHEMA = DATABASE()
  /*only AND c.TABLE_NAME IN (:names) */
ORDER BY BINARY c.CONSTRAINT_SCHEMA, BINARY c.TABLE_NAME, BINARY c.CONSTRAINT_NAME;
