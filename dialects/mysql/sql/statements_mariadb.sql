-- The statements that were run in this database, with their values left out; words that are units of time have other names.
SELECT replace(DIGEST_TEXT, 'SQL_TSI_', '') AS query
  FROM performance_schema.events_statements_summary_by_digest
 WHERE SCHEMA_NAME = DATABASE() AND DIGEST_TEXT IS NOT NULL
 ORDER BY DIGEST_TEXT
