
-- rename table b to c
RENAME TABLE `b` TO `c`;

-- rename table a to b
RENAME TABLE `a` TO `b`;
