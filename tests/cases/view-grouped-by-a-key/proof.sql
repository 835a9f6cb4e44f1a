SELECT has_table_privilege('public', 'grouped', 'select') FROM over_it
