-- Checks of MySQL. Their names are unique in a schema, which is how the clause finds its table. Both sides are made first
-- and then joined: merged into one query they cost the square of the number of checks.
SELECT IF(k.s = DATABASE(), '', k.s) AS `schema`,
       k.t AS `table`,
       k.n AS `name`,
       c.e AS `expression`,
       IF(k.enforced = 'NO', 'true', NULL) AS `not_enforced`
FROM (SELECT DISTINCT CONSTRAINT_SCHEMA AS s, TABLE_NAME AS t, CONSTRAINT_NAME AS n, ENFORCED AS enforced
      FROM information_schema.TABLE_CONSTRAINTS
      WHERE CONSTRAINT_SCHEMA = DATABASE()
        /*only AND TABLE_NAME IN (:names) */
        AND CONSTRAINT_TYPE = 'CHECK') k
     JOIN (SELECT DISTINCT CONSTRAINT_SCHEMA AS s, CONSTRAINT_NAME AS n, CHECK_CLAUSE AS e
           FROM information_schema.CHECK_CONSTRAINTS
           WHERE CONSTRAINT_SCHEMA = DATABASE()) c ON c.s = k.s AND c.n = k.n
ORDER BY BINARY k.s, BINARY k.t, BINARY k.n;
