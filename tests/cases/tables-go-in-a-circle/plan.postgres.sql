BEGIN;

-- drop rule b.b_gone
DROP RULE b_gone ON b;

-- drop foreign key p.p_h
ALTER TABLE p DROP CONSTRAINT p_h;

-- drop table a
-- loses what a holds
DROP TABLE a;

-- drop table b
-- loses what b holds
DROP TABLE b;

-- drop table h
-- loses what h holds
DROP TABLE h;

-- drop table p
-- loses what p holds
DROP TABLE p;
COMMIT;
