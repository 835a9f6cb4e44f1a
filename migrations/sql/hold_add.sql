INSERT INTO {hold} (id, job, who, host, pid, since, needs, uses) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
