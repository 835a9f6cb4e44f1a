-- Who may be in the way: the transactions that are open for longest. Needs the PROCESS privilege.
SELECT group_concat(concat('session ', p.id, ' (', p.user, '), its transaction ',
                           timestampdiff(SECOND, t.trx_started, now()), ' s old: ',
                           coalesce(left(p.info, 60), 'idle')) SEPARATOR '; ')
  FROM information_schema.innodb_trx AS t
  JOIN information_schema.processlist AS p ON p.id = t.trx_mysql_thread_id
 WHERE p.id <> ?
