-- How far an ALTER TABLE of this session has come: done, of how much, and of what; where stages are counted.
SELECT concat(s.WORK_COMPLETED, ' ', s.WORK_ESTIMATED, ' ', substring_index(s.EVENT_NAME, '/', -1))
  FROM performance_schema.events_stages_current AS s
  JOIN performance_schema.threads AS t ON t.THREAD_ID = s.THREAD_ID
 WHERE t.PROCESSLIST_ID = ? AND s.WORK_ESTIMATED > 0
