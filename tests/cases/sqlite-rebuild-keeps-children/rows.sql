INSERT INTO parent VALUES (1, 10), (2, 20), (7, 70); DELETE FROM parent WHERE id = 7; DELETE FROM log;
INSERT INTO child VALUES (1, 1, 'a'), (2, 2, 'b'); INSERT INTO nuller VALUES (1, 1);
