-- What MariaDB holds and models cannot say yet: packages, and functions that aggregate. System-versioned tables with columns
-- of their own for it are told by those.
SELECT IF(r.ROUTINE_SCHEMA = DATABASE(), '', r.ROUTINE_SCHEMA) AS `schema`,
       r.ROUTINE_NAME AS `name`,
       IF(r.ROUTINE_TYPE = 'FUNCTION', 'aggregate function', LOWER(r.ROUTINE_TYPE)) AS `what`
FROM information_schema.ROUTINES r
WHERE r.ROUTINE_SCHEMA = DATABASE()
  AND (r.ROUTINE_TYPE NOT IN ('FUNCTION', 'PROCEDURE')
       OR (r.ROUTINE_TYPE = 'FUNCTION' AND r.ROUTINE_DEFINITION LIKE '%fetch group next row%'))
ORDER BY BINARY r.ROUTINE_SCHEMA, r.ROUTINE_TYPE, BINARY r.ROUTINE_NAME;
