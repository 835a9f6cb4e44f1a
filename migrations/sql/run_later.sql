-- The newest run behind that one that changed something.
SELECT * FROM {run} WHERE id > ? AND steps > 0 AND coalesce(outcome, '') <> 'rolled back' ORDER BY id DESC LIMIT 1
