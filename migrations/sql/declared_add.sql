INSERT INTO {declared} (declared_hash, live_hash, version, run) VALUES (?, ?, ?, ?)
