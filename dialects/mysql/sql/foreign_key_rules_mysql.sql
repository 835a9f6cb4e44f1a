-- What foreign keys do on delete and update. MySQL says NO ACTION where nothing was said, and keeps RESTRICT apart.
SELECT IF(r.CONSTRAINT_SCHEMA = DATABASE(), '', r.CONSTRAINT_SCHEMA) AS `schema`,
       r.TABLE_NAME AS `table`,
       r.CONSTRAINT_NAME AS `name`,
       NULLIF(LOWER(r.DELETE_RULE), 'no action') AS `on_delete`,
       NULLIF(LOWER(r.UPDATE_RULE), 'no action') AS `on_update`
FROM information_schema.REFERENTIAL_CONSTRAINTS r
WHERE r.CONSTRAINT_SCHEMA = DATABASE()
  /*only AND r.TABLE_NAME IN (:names) */
ORDER BY BINARY r.CONSTRAINT_SCHEMA, BINARY r.TABLE_NAME, BINARY r.CONSTRAINT_NAME;
