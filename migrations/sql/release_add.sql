INSERT INTO {release} (name, place, sort, runs, reason, run) VALUES (?, ?, ?, ?, ?, ?)
