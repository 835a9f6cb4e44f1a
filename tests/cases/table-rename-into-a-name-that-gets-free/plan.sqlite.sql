BEGIN IMMEDIATE;

-- rename table b to c
ALTER TABLE b RENAME TO c;

-- rename table a to b
ALTER TABLE a RENAME TO b;
COMMIT;
