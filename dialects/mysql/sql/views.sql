-- Views, with the clause that SHOW CREATE VIEW has behind the query.
SELECT IF(v.TABLE_SCHEMA = DATABASE(), '', v.TABLE_SCHEMA) AS `schema`,
       v.TABLE_NAME AS `name`,
       CONCAT(v.VIEW_DEFINITION,
              IF(v.CHECK_OPTION = 'NONE', '', CONCAT(' WITH ', v.CHECK_OPTION, ' CHECK OPTION'))) AS `sql`
FROM information_schema.VIEWS v
WHERE v.TABLE_SCHEMA = DATABASE()
ORDER BY BINARY v.TABLE_SCHEMA, BINARY v.TABLE_NAME;
