-- Who holds the mutex of this database.
SELECT format('process %s, user %s%s, %s, since %s UTC', a.pid, a.usename, coalesce(' at ' || host(a.client_addr), ''),
              a.application_name, to_char(coalesce(a.xact_start, a.backend_start) AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS'))
  FROM pg_catalog.pg_locks AS l JOIN pg_catalog.pg_stat_activity AS a ON a.pid = l.pid
 WHERE l.locktype = 'advisory' AND l.granted AND l.classid = 1886352750 AND l.objid = 1684827491 AND l.objsubid = 2
   AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
