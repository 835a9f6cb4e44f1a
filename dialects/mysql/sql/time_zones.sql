-- The server's time zone, where it is another than the parameter: zones are the same when their clocks show the same in winter and
-- in summer. A name that the server has not loaded gives no clock, and so differs.
SELECT 'the server' AS what, if(@@global.time_zone = 'SYSTEM', @@system_time_zone, @@global.time_zone) AS zone
  FROM (SELECT if(q.z IN ('UTC', 'Etc/UTC'), '+00:00', q.z) AS z FROM (SELECT ? AS z) AS q) AS p
 WHERE coalesce(convert_tz('2026-01-01 00:00:00', '+00:00', @@global.time_zone) <> convert_tz('2026-01-01 00:00:00', '+00:00', p.z), true)
    OR coalesce(convert_tz('2026-07-01 00:00:00', '+00:00', @@global.time_zone) <> convert_tz('2026-07-01 00:00:00', '+00:00', p.z), true)
