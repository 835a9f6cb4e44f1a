BEGIN IMMEDIATE;

-- rename column a.parent to above
ALTER TABLE a RENAME COLUMN parent TO above;

-- rename column a.d to z
ALTER TABLE a RENAME COLUMN d TO z;

-- rename column a.g to g2
ALTER TABLE a RENAME COLUMN g TO g2;
COMMIT;
