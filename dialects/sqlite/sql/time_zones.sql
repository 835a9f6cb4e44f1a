-- SQLite's own clock knows UTC only.
SELECT 'CURRENT_TIMESTAMP' AS what, 'UTC' AS zone FROM (SELECT ? AS z) AS p WHERE p.z NOT IN ('UTC', 'Etc/UTC')
