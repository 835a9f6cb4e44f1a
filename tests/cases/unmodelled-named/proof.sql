SELECT (SELECT attstattarget FROM pg_attribute WHERE attrelid = 't_l'::regclass), (SELECT stxstattarget FROM pg_statistic_ext),
       (SELECT count(*) FROM pg_user_mappings);
