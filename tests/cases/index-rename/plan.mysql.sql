
-- rename index a.a_old to a_new
ALTER TABLE `a` RENAME INDEX `a_old` TO `a_new`,
    ALGORITHM=INPLACE, LOCK=NONE;
