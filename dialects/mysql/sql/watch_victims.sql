-- How many sessions wait for a table while this one waits for a table as well: behind it, as far as an account can see.
SELECT count(*)
  FROM (SELECT ? AS id) AS me
  JOIN information_schema.processlist AS o ON o.id = me.id AND o.state = 'Waiting for table metadata lock'
  JOIN information_schema.processlist AS p ON p.id <> o.id AND p.state = 'Waiting for table metadata lock'
