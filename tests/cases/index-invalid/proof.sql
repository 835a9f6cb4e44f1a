SELECT indexrelid::regclass, indisvalid, indisready FROM pg_index WHERE indrelid = 'a'::regclass ORDER BY indexrelid::regclass::text;
