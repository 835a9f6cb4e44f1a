SELECT pg_get_userbyid(relowner), has_table_privilege('pg_monitor', oid, 'SELECT WITH GRANT OPTION'),
       has_table_privilege('pg_signal_backend', oid, 'DELETE'), has_table_privilege('pg_signal_backend', oid, 'INSERT'),
       obj_description(oid, 'pg_class'), col_description(oid, 2)
  FROM pg_class WHERE oid = 'v'::regclass;
SELECT attacl FROM pg_attribute WHERE attrelid = 'v'::regclass AND attname = 'n';
SELECT obj_description(oid, 'pg_trigger') FROM pg_trigger WHERE tgrelid = 'v'::regclass;
SELECT has_table_privilege('pg_monitor', 'mv', 'SELECT'), (SELECT count(*) FROM pg_index WHERE indrelid = 'mv'::regclass), attstattarget
  FROM pg_attribute WHERE attrelid = 'mv'::regclass AND attname = 'n';
SELECT pg_get_userbyid(typowner), has_type_privilege('pg_monitor', oid, 'USAGE') FROM pg_type WHERE typname = 'mood';
SELECT pg_get_userbyid(proowner), proacl, obj_description(oid, 'pg_proc') FROM pg_proc WHERE proname = 'f';
SELECT attname, attacl FROM pg_attribute WHERE attrelid = 't'::regclass AND attacl IS NOT NULL AND NOT attisdropped ORDER BY 1;
SELECT has_table_privilege('pg_read_all_stats', 'v', 'TRUNCATE'), has_table_privilege('pg_read_all_stats', 'mv', 'SELECT');
