SELECT id, (at).street, (at).no, (at).town IS NULL, (more[1]).street, (more[1]).no FROM shop ORDER BY id
;
SELECT string_agg(attname, ' ' ORDER BY attnum) FROM pg_attribute WHERE attrelid = 'place'::regclass AND NOT attisdropped;
