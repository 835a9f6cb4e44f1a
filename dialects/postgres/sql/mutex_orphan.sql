-- A statement that goes on though the run that started it is dead: its own connection is busy and has not noticed yet, while
-- the connection that held the mutex is gone. Only who holds the mutex bears this name.
SELECT format('process %s, user %s: a statement of a run that is dead, which goes on: %s', pid, usename, left(query, 200))
  FROM pg_catalog.pg_stat_activity
 WHERE datname = pg_catalog.current_database() AND application_name = 'poundlock: applying' AND state <> 'idle'
   AND pid <> pg_catalog.pg_backend_pid()
 ORDER BY pid LIMIT 1
