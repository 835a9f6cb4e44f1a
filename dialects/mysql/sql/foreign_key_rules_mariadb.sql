-- What foreign keys do on delete and update. MariaDB says RESTRICT where nothing was said, and InnoDB treats NO ACTION
-- alike. An account that may only SELECT from a table gets no row for it; show.c asks for those.
SELECT IF(r.CONSTRAINT_SCHEMA = DATABASE(), '', r.CONSTRAINT_SCHEMA) AS `schema`,
       r.TABLE_NAME AS `table`,
       r.CONSTRAINT_NAME AS `name`,
       IF(r.DELETE_RULE IN ('RESTRICT', 'NO ACTION'), NULL, LOWER(r.DELETE_RULE)) AS `on_delete`,
       IF(r.UPDATE_RULE IN ('RESTRICT', 'NO ACTION'), NULL, LOWER(r.UPDATE_RULE)) AS `on_update`
FROM information_schema.REFERENTIAL_CONSTRAINTS r
WHERE r.CONSTRAINT_SCHEMA = DATABASE()
  /*only AND r.TABLE_NAME IN (:names) */
ORDER BY BINARY r.CONSTRAINT_SCHEMA, BINARY r.TABLE_NAME, BINARY r.CONSTRAINT_NAME;
