-- Functions. The head is put together here; ROUTINE_DEFINITION garbles literals, so a body with quotes is looked at again
-- by SHOW CREATE. A type's character set is said where it is not the database's. Aggregate functions are not modelled.
SELECT IF(r.ROUTINE_SCHEMA = DATABASE(), '', r.ROUTINE_SCHEMA) AS `schema`,
       r.ROUTINE_NAME AS `name`,
       CONCAT('CREATE FUNCTION `', REPLACE(r.ROUTINE_NAME, '`', '``'), '`(',
              COALESCE(REPLACE(p.list, CONCAT(' CHARSET ', SUBSTRING_INDEX(r.DATABASE_COLLATION, '_', 1), ' COLLATE ',
                                              r.DATABASE_COLLATION), ''), ''), ') RETURNS ',
              r.DTD_IDENTIFIER,
              IF(r.COLLATION_NAME = r.DATABASE_COLLATION OR r.COLLATION_NAME IS NULL, '',
                 CONCAT(' CHARSET ', r.CHARACTER_SET_NAME, ' COLLATE ', r.COLLATION_NAME)),
              IF(r.IS_DETERMINISTIC = 'YES', ' DETERMINISTIC', ''), ' ', r.SQL_DATA_ACCESS,
              ' SQL SECURITY ', r.SECURITY_TYPE,
              IF(r.ROUTINE_COMMENT = '', '', CONCAT(' COMMENT ', QUOTE(r.ROUTINE_COMMENT)))) AS `head`,
       r.ROUTINE_DEFINITION AS `body`,
       IF(r.SECURITY_TYPE = 'DEFINER', NULLIF(r.DEFINER, CURRENT_USER()), NULL) AS `owner`,
       r.SQL_MODE AS `mode`
FROM information_schema.ROUTINES r
     LEFT JOIN (SELECT a.SPECIFIC_SCHEMA AS s, a.SPECIFIC_NAME AS n,
                       GROUP_CONCAT(CONCAT('`', REPLACE(a.PARAMETER_NAME, '`', '``'), '` ', a.DTD_IDENTIFIER,
                                           IF(a.COLLATION_NAME IS NULL, '',
                                              CONCAT(' CHARSET ', a.CHARACTER_SET_NAME, ' COLLATE ', a.COLLATION_NAME)))
                                    ORDER BY a.ORDINAL_POSITION SEPARATOR ', ') AS list
                FROM information_schema.PARAMETERS a
                WHERE a.SPECIFIC_SCHEMA = DATABASE()
                  AND a.ROUTINE_TYPE = 'FUNCTION'
                  AND a.ORDINAL_POSITION > 0
                GROUP BY a.SPECIFIC_SCHEMA, a.SPECIFIC_NAME) p ON p.s = r.ROUTINE_SCHEMA AND p.n = r.SPECIFIC_NAME
WHERE r.ROUTINE_SCHEMA = DATABASE()
  /*only AND r.ROUTINE_NAME IN (:names) */
  AND r.ROUTINE_TYPE = 'FUNCTION'
  AND r.ROUTINE_BODY = 'SQL'
  AND COALESCE(r.ROUTINE_DEFINITION, '') NOT LIKE '%fetch group next row%'
ORDER BY BINARY r.ROUTINE_SCHEMA, BINARY r.ROUTINE_NAME;
