
-- drop check a.c1; add check a.c1
ALTER TABLE `a` DROP CHECK `c1`,
    ADD CONSTRAINT `c1` CHECK (c),
    ALGORITHM=COPY, LOCK=SHARED;
