-- Takes back our own waiting statement, and nobody else's.
SELECT pg_catalog.pg_cancel_backend($1::int)
