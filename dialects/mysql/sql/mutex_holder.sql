-- Who holds the mutex of this database; other accounts' connections are only seen by their number without PROCESS.
SELECT coalesce((SELECT concat('connection ', p.id, ', user ', p.user, ' at ', p.host, ', ', lower(p.command), ' for ', p.time, ' s')
                   FROM information_schema.processlist AS p WHERE p.id = l.id), concat('connection ', l.id))
  FROM (SELECT IS_USED_LOCK(left(concat('poundlock ', coalesce(DATABASE(), '')), 64)) AS id) AS l
 WHERE l.id IS NOT NULL
