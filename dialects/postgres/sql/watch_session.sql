-- The session whose statements are watched from another one.
SELECT pg_catalog.pg_backend_pid()
