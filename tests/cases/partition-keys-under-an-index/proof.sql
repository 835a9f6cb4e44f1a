SELECT c.relname, p.relname FROM pg_inherits AS h JOIN pg_class AS c ON c.oid = h.inhrelid JOIN pg_class AS p ON p.oid = h.inhparent WHERE c.relkind = 'i' ORDER BY 1;
SELECT c.relname, a.attname FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid WHERE c.relname IN ('a_1', 'b_1', 'c_1', 'd_1') AND a.attnum > 0 AND a.attnotnull ORDER BY 1, 2;
