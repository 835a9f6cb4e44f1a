-- Every object with the statement that made it; SQLite parses the same text whenever it opens the file.
-- Shadow tables belong to their virtual table. Indexes without a statement belong to a constraint.
WITH shadow AS MATERIALIZED (SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'shadow')
SELECT type, name, tbl_name, sql
FROM sqlite_schema
WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\_%' ESCAPE '\'
  /*only AND (name COLLATE NOCASE IN (:tables) OR tbl_name COLLATE NOCASE IN (:tables)) */
  AND NOT (type = 'table' AND name IN (SELECT name FROM shadow))
ORDER BY CASE type WHEN 'table' THEN 1 WHEN 'index' THEN 2 WHEN 'view' THEN 3 ELSE 4 END, name;
