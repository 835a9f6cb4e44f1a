-- Checks of MySQL. Their names are unique in a schema, which is how the clause finds its table.
SELECT IF(k.CONSTRAINT_SCHEMA = DATABASE(), '', k.CONSTRAINT_SCHEMA) AS `schema`,
       k.TABLE_NAME AS `table`,
       k.CONSTRAINT_NAME AS `name`,
       c.CHECK_CLAUSE AS `expression`,
       IF(k.ENFORCED = 'NO', 'true', NULL) AS `not_enforced`
FROM information_schema.TABLE_CONSTRAINTS k
     JOIN information_schema.CHECK_CONSTRAINTS c
          ON c.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND c.CONSTRAINT_NAME = k.CONSTRAINT_NAME
WHERE k.CONSTRAINT_SCHEMA = DATABASE()
  AND k.CONSTRAINT_TYPE = 'CHECK'
ORDER BY BINARY k.CONSTRAINT_SCHEMA, BINARY k.TABLE_NAME, BINARY k.CONSTRAINT_NAME;
