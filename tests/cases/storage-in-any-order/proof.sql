SELECT relname, reloptions FROM pg_class WHERE relname IN ('t', 't_a', 'u', 'u_pkey', 'v') ORDER BY relname COLLATE "C"
