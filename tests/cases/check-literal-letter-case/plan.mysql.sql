
-- drop check t.c; drop check t.d; add check t.c; add check t.d
ALTER TABLE `t` DROP CHECK `c`,
    DROP CHECK `d`,
    ADD CONSTRAINT `c` CHECK (a <> 'abc'),
    ADD CONSTRAINT `d` CHECK (b IN ('x', 'Y')),
    ALGORITHM=COPY, LOCK=SHARED;
