SELECT id, parent_id FROM child; SELECT parent_id FROM nuller; SELECT seq FROM sqlite_sequence WHERE name = 'parent';
SELECT name FROM sqlite_schema WHERE type = 'trigger' ORDER BY name; SELECT count(*) FROM log; PRAGMA foreign_key_check;
DELETE FROM parent WHERE id = 2; SELECT * FROM log ORDER BY 1; SELECT id FROM child;
