
-- alter view w1 (sql)
CREATE OR REPLACE VIEW `w1` AS SELECT id, n FROM p WHERE n IN ('a','b') AND id > 4;

-- alter view w2 (sql)
CREATE OR REPLACE VIEW `w2` AS SELECT id FROM p UNION ALL SELECT 3;

-- alter view w3 (sql)
CREATE OR REPLACE VIEW `w3` AS SELECT * FROM w1 ORDER BY 1 LIMIT 4;
