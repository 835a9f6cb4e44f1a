-- Views. The algorithm, and names of columns said in front of the query, are only in SHOW CREATE VIEW; show.c asks for them.
SELECT IF(v.TABLE_SCHEMA = DATABASE(), '', v.TABLE_SCHEMA) AS `schema`,
       v.TABLE_NAME AS `name`,
       v.SECURITY_TYPE AS `security`,
       IF(v.SECURITY_TYPE = 'DEFINER', NULLIF(v.DEFINER, CURRENT_USER()), NULL) AS `owner`,
       NULLIF(v.CHECK_OPTION, 'NONE') AS `check_option`,
       v.VIEW_DEFINITION AS `sql`
FROM information_schema.VIEWS v
WHERE v.TABLE_SCHEMA = DATABASE()
  /*only AND v.TABLE_NAME IN (:names) */
ORDER BY BINARY v.TABLE_SCHEMA, BINARY v.TABLE_NAME;
