
-- drop check a.c1; drop check a.c2; add check a.c1; add check a.c3
ALTER TABLE `a` DROP CONSTRAINT `c1`,
    DROP CONSTRAINT `c2`,
    ADD CONSTRAINT `c1` CHECK (x > 1),
    ADD CONSTRAINT `c3` CHECK (y <> 5),
    ALGORITHM=COPY, LOCK=SHARED;
