SELECT relname, relispopulated FROM pg_class WHERE relkind = 'm' ORDER BY 1
