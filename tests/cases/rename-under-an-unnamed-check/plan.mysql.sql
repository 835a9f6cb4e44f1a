
-- drop check of t; alter column t.a to b (type, default); add check of t
ALTER TABLE `t` DROP CHECK ,
    CHANGE COLUMN `a` `b` bigint NULL,
    ADD CHECK (b > 0),
    ALGORITHM=COPY, LOCK=SHARED;
