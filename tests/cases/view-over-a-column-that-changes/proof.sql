SELECT pg_get_viewdef('v') LIKE '%bpchar%', half > 1.4 FROM v; SELECT pg_get_indexdef('m_one'::regclass) LIKE '%bpchar%'
