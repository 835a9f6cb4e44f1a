-- How many sessions wait behind this one while it waits itself.
SELECT count(*)
  FROM pg_catalog.pg_stat_activity AS a
 WHERE a.wait_event_type = 'Lock' AND a.pid <> $1::int AND $1::int = ANY (pg_catalog.pg_blocking_pids(a.pid))
   AND EXISTS (SELECT FROM pg_catalog.pg_locks AS l WHERE l.pid = $1::int AND NOT l.granted)
