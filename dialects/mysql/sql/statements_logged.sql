-- What an account has run, where the server writes every statement into mysql.general_log: of sessions that were in this database,
-- or began before the log did. A session goes from one database to another by "Init DB".
SELECT DISTINCT query
  FROM (SELECT command_type, user_host, CONVERT(argument USING utf8mb4) AS query,
               first_value(CASE command_type
                           WHEN 'Init DB' THEN CONVERT(argument USING utf8mb4)
                           WHEN 'Connect' THEN substring_index(substring_index(CONVERT(argument USING utf8mb4), ' on ', -1), ' using ', 1)
                           END) OVER (PARTITION BY thread_id, stay ORDER BY event_time) AS home
          FROM (SELECT g.*, sum(command_type IN ('Connect', 'Init DB'))
                            OVER (PARTITION BY thread_id ORDER BY event_time ROWS UNBOUNDED PRECEDING) AS stay
                  FROM mysql.general_log AS g) AS stays) AS logged
 WHERE command_type IN ('Query', 'Execute') AND substring_index(user_host, '[', 1) = ?
   AND (home IS NULL OR home IN ('', DATABASE()))
 ORDER BY query
