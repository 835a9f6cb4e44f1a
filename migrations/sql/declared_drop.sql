DELETE FROM {declared} WHERE declared_hash = ?
