ALTER DATABASE {db} SET quote_all_identifiers = on;
