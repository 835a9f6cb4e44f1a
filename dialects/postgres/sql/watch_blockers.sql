-- Whom this session waits for.
SELECT string_agg(pg_catalog.format('session %s (%s), its query %s s old: %s', a.pid,
                  COALESCE(NULLIF(a.application_name, ''), a.usename), pg_catalog.round(EXTRACT(epoch FROM pg_catalog.clock_timestamp() - a.query_start)),
                  pg_catalog.left(pg_catalog.regexp_replace(a.query, '\s+', ' ', 'g'), 60)), '; ')
  FROM pg_catalog.pg_stat_activity AS a
 WHERE a.pid = ANY (pg_catalog.pg_blocking_pids($1::int))
