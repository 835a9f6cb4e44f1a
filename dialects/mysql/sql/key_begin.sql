-- A year: the most that the server takes. A job may run for days, and nothing is said on the connection but a word now and then.
SET SESSION wait_timeout = 31536000
