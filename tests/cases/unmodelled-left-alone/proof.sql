SELECT count(*) FROM pg_ts_template WHERE tmplname = 'plain'; SELECT count(*) FROM pg_user_mappings
