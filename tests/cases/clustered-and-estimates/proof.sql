SELECT (SELECT string_agg(attname || substring(attoptions::text FROM 'n_distinct[^,}]*'), ' ' ORDER BY attname, attrelid)
          FROM pg_attribute WHERE attrelid IN ('a'::regclass, 'm'::regclass) AND attoptions::text LIKE '%n_distinct%'),
       (SELECT string_agg(indexrelid::regclass::text, ' ' ORDER BY indexrelid) FROM pg_index WHERE indisclustered)
