BEGIN;

-- drop table t_1
ALTER TABLE t DETACH PARTITION t_1;

-- drop table t_1
-- loses what t_1 holds
DROP TABLE t_1;

-- drop table gone_1
ALTER TABLE gone DETACH PARTITION gone_1;

-- drop table gone_1
-- loses what gone_1 holds
DROP TABLE gone_1;

-- drop table gone
-- loses what gone holds
DROP TABLE gone;
COMMIT;
