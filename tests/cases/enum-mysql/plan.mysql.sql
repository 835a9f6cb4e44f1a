
-- alter column a.s (type); alter column a.m (type, default)
ALTER TABLE `a` MODIFY COLUMN `s` set('a','b','c') NULL,
    MODIFY COLUMN `m` enum('sad','ok','it''s, "x"') NOT NULL DEFAULT 'sad',
    ALGORITHM=INSTANT;
