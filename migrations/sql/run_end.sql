UPDATE {run} SET ended = ?, outcome = ?, live_hash_after = ? WHERE id = ?
