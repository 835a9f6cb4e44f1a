SELECT relname, relrowsecurity, relforcerowsecurity FROM pg_class WHERE relname IN ('a', 'b', 'c', 'd', 'e', 'f') ORDER BY 1
