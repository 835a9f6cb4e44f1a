BEGIN;

-- add schema new
CREATE SCHEMA new;

-- alter column pub.a (type); alter column pub.a (not_null); alter column pub.b "c (default); add column pub.n
ALTER TABLE pub ALTER COLUMN a TYPE bigint,
    ALTER COLUMN a SET NOT NULL,
    ALTER COLUMN "b ""c" SET DEFAULT 'q',
    ADD COLUMN n int;

-- add table both
CREATE TABLE "both" (
    
) INHERITS ("o s.pub", "o s".pub);

-- add table o s.joins
CREATE TABLE "o s".joins (
    j int
) INHERITS ("o s".pub);

-- drop table o s.goes
-- loses what o s.goes holds
DROP TABLE "o s".goes;

-- add inherited column heir.y
ALTER TABLE heir ALTER COLUMN y SET DEFAULT 'h';

-- rename table o s.par to par two
ALTER TABLE "o s".par RENAME TO "par two";

-- alter inherited column heir.x (not_null)
ALTER TABLE heir ALTER COLUMN x DROP NOT NULL;

-- rename column o s.par.x to x'
ALTER TABLE "o s"."par two" RENAME COLUMN x TO "x'";

-- alter table leaves (inherits)
ALTER TABLE leaves NO INHERIT "o s"."par two";

-- add table new.heir
CREATE TABLE new.heir (
    z int
) INHERITS (heir, "o s".pub);

-- drop table gone.s.heir
-- loses what gone.s.heir holds
DROP TABLE "gone.s".heir;

-- drop table gone.s.par
-- loses what gone.s.par holds
DROP TABLE "gone.s".par;

-- drop schema gone.s
-- loses what gone.s holds
DROP SCHEMA "gone.s";
COMMIT;
