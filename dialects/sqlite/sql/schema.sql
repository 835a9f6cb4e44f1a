-- Every object with the statement that made it; SQLite parses the same text whenever it opens the file.
-- Shadow tables belong to their virtual table. Indexes without a statement belong to a constraint.
SELECT s.type, s.name, s.tbl_name, s.sql
FROM sqlite_schema AS s
LEFT JOIN pragma_table_list AS l ON l.schema = 'main' AND l.name = s.name AND s.type = 'table'
WHERE s.sql IS NOT NULL AND s.name NOT LIKE 'sqlite\_%' ESCAPE '\' AND coalesce(l.type, '') <> 'shadow'
ORDER BY CASE s.type WHEN 'table' THEN 1 WHEN 'index' THEN 2 WHEN 'view' THEN 3 ELSE 4 END, s.name;
