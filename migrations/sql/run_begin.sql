INSERT INTO {run} (id, started, who, host, pid, version, command, steps, plan_hash, declared_hash, live_hash_before)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
