-- For which older transactions this session waits, as a concurrent build does.
SELECT string_agg(pg_catalog.format('session %s (%s), its transaction %s s old: %s', a.pid,
                  COALESCE(NULLIF(a.application_name, ''), a.usename), pg_catalog.round(EXTRACT(epoch FROM pg_catalog.clock_timestamp() - a.xact_start)),
                  COALESCE(NULLIF(pg_catalog.left(pg_catalog.regexp_replace(a.query, '\s+', ' ', 'g'), 60), ''), a.state)), '; ')
  FROM pg_catalog.pg_stat_activity AS a
 WHERE a.pid = ANY (pg_catalog.pg_blocking_pids($1::int))
   AND EXISTS (SELECT FROM pg_catalog.pg_locks AS l WHERE l.pid = $1::int AND NOT l.granted AND l.locktype IN ('virtualxid', 'transactionid'))
