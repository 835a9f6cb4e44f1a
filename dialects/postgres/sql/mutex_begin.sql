-- The settings of the transaction that holds the mutex, as far as the server has them: it may be idle for hours, and its
-- application's name says to others who it is.
SELECT pg_catalog.set_config(s, v, true)
  FROM (VALUES ('idle_in_transaction_session_timeout', '0'), ('transaction_timeout', '0'), ('statement_timeout', '0'),
               ('application_name', $1)) AS every (s, v)
 WHERE s IN (SELECT name FROM pg_catalog.pg_settings)
