
-- alter check a.c1 (not_enforced)
ALTER TABLE `a` ALTER CHECK `c1` ENFORCED,
    ALGORITHM=COPY, LOCK=SHARED;
