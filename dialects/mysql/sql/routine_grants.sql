-- What accounts may do with the functions and procedures of this database: to be granted again when MySQL, which cannot replace
-- one, has dropped it. Only who may read the database mysql is told.
SELECT LOWER(g.Routine_type) AS `kind`,
       g.Routine_name AS `routine`,
       CONCAT(QUOTE(g.User), '@', QUOTE(g.Host)) AS `account`,
       CONCAT_WS(', ', IF(FIND_IN_SET('Execute', g.Proc_priv), 'EXECUTE', NULL),
                 IF(FIND_IN_SET('Alter Routine', g.Proc_priv), 'ALTER ROUTINE', NULL)) AS `privileges`,
       FIND_IN_SET('Grant', g.Proc_priv) > 0 AS `grantable`
FROM mysql.procs_priv g
WHERE g.Db = DATABASE()
  AND g.Routine_type IN ('FUNCTION', 'PROCEDURE')
ORDER BY BINARY g.Routine_name, g.Routine_type, g.User, g.Host;
