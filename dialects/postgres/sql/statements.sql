.pg_stat_statements AS s
  JOIN pg_catalog.pg_database AS d ON d.oid = s.dbid AND d.datname = pg_catalog.current_database()
  LEFT JOIN pg_catalog.pg_roles AS r ON r.oid = s.userid
 WHERE $1::text IS NULL OR r.rolname = $1
 ORDER BY s.query COLLATE "C"
