
-- alter table a (comment); alter column a.id (comment); alter column a.b (comment)
ALTER TABLE `a` COMMENT='новое; drop table a',
    MODIFY COLUMN `id` int NULL,
    MODIFY COLUMN `b` int NULL COMMENT 'it''s',
    ALGORITHM=INPLACE, LOCK=NONE;
