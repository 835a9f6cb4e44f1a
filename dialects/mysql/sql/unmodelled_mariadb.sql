-- What MariaDB holds and models cannot say yet.
SELECT IF(x.s = DATABASE(), '', x.s) AS `schema`, x.n AS `name`, x.w AS `what`, x.o AS `on`
FROM (
    SELECT TABLE_SCHEMA AS s, TABLE_NAME AS n, 'partitioned table' AS w, TABLE_NAME AS o
    FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND CREATE_OPTIONS LIKE '%partitioned%'
    UNION ALL
    SELECT TABLE_SCHEMA, TABLE_NAME, 'system-versioned table', NULL
    FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_TYPE = 'SYSTEM VERSIONED'
    UNION ALL
    SELECT ROUTINE_SCHEMA, ROUTINE_NAME, 'aggregate function', NULL
    FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = DATABASE() AND ROUTINE_TYPE = 'FUNCTION'
      AND ROUTINE_DEFINITION LIKE '%fetch group next row%'
    UNION ALL
    SELECT ROUTINE_SCHEMA, ROUTINE_NAME, LOWER(ROUTINE_TYPE), NULL
    FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = DATABASE() AND ROUTINE_TYPE NOT IN ('FUNCTION', 'PROCEDURE')
) x
ORDER BY BINARY x.s, x.w, BINARY x.n;
