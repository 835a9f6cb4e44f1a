-- What MySQL holds and models cannot say yet.
SELECT IF(x.s = DATABASE(), '', x.s) AS `schema`, x.n AS `name`, x.w AS `what`, x.o AS `on`
FROM (
    SELECT TABLE_SCHEMA AS s, TABLE_NAME AS n, 'partitioned table' AS w, TABLE_NAME AS o
    FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND CREATE_OPTIONS LIKE '%partitioned%'
) x
ORDER BY BINARY x.s, x.w, BINARY x.n;
