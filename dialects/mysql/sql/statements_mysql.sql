-- The statements that were run in this database: of each sort one as it was sent, or where that was too long, with its values
-- left out. There words that are units of time have other names.
SELECT coalesce(CASE WHEN QUERY_SAMPLE_TEXT NOT LIKE '%...' THEN QUERY_SAMPLE_TEXT END, replace(DIGEST_TEXT, 'SQL_TSI_', '')) AS query
  FROM performance_schema.events_statements_summary_by_digest
 WHERE SCHEMA_NAME = DATABASE() AND DIGEST_TEXT IS NOT NULL
 ORDER BY DIGEST_TEXT
