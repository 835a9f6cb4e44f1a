SELECT * FROM {declared} WHERE declared_hash = ?
