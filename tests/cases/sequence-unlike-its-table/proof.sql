SELECT string_agg(relname || relpersistence::text, ' ' ORDER BY relname) FROM pg_class WHERE relkind = 'S' AND relname !~ 'poundlock'
