-- The number of the next run: whoever asks holds the mutex.
SELECT coalesce(max(id), 0) + 1 AS id FROM {run}
