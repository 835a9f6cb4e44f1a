-- The same before pragma_table_list: shadow tables are told by the suffixes that SQLite's own modules give them.
SELECT s.type, s.name, s.tbl_name, s.sql
FROM sqlite_master AS s
WHERE s.sql IS NOT NULL AND s.name NOT LIKE 'sqlite\_%' ESCAPE '\'
  /*only AND (s.name COLLATE NOCASE IN (:tables) OR s.tbl_name COLLATE NOCASE IN (:tables)) */
  AND NOT EXISTS (
    SELECT 1 FROM sqlite_master AS v
    WHERE v.type = 'table' AND v.sql LIKE 'CREATE VIRTUAL TABLE%' AND s.type = 'table'
      AND s.name IN (v.name || '_data', v.name || '_idx', v.name || '_content', v.name || '_docsize', v.name || '_config',
                     v.name || '_segments', v.name || '_segdir', v.name || '_stat', v.name || '_node', v.name || '_rowid',
                     v.name || '_parent'))
ORDER BY CASE s.type WHEN 'table' THEN 1 WHEN 'index' THEN 2 WHEN 'view' THEN 3 ELSE 4 END, s.name;
