-- The last statements of the sessions that an account has now: performance_schema keeps no more by account.
SELECT DISTINCT coalesce(CASE WHEN h.SQL_TEXT NOT LIKE '%...' THEN h.SQL_TEXT END, replace(h.DIGEST_TEXT, 'SQL_TSI_', '')) AS query
  FROM performance_schema.events_statements_history AS h
  JOIN performance_schema.threads AS t ON t.THREAD_ID = h.THREAD_ID
 WHERE h.CURRENT_SCHEMA = DATABASE() AND h.SQL_TEXT IS NOT NULL AND t.PROCESSLIST_USER = ?
 ORDER BY query
