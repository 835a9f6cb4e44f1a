INSERT INTO {once} (id, name, who, host, pid, since, done) VALUES (?, ?, ?, ?, ?, ?, ?)
