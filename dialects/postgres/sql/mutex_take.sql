-- "poun", "dloc" as numbers. Never the waiting form: a waiter's snapshot would hold up CREATE INDEX CONCURRENTLY.
SELECT pg_catalog.pg_try_advisory_xact_lock(1886352750, 1684827491)
