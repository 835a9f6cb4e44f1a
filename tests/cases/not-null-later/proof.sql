SELECT c.relname, a.attname, k.conname, k.convalidated
  FROM pg_constraint AS k JOIN pg_class AS c ON c.oid = k.conrelid
  JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = k.conkey[1]
 WHERE k.contype = 'n' AND c.relname IN ('t', 'parent', 'child', 'parted') ORDER BY 1, 2
