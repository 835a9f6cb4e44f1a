-- The session whose statements are watched from another one.
SELECT CONNECTION_ID()
