
-- alter column a.at (on_update); add column a.t2; add column a.t3
ALTER TABLE `a` MODIFY COLUMN `at` timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
    ADD COLUMN `t2` datetime NULL ON UPDATE CURRENT_TIMESTAMP,
    ADD COLUMN `t3` datetime(6) NULL ON UPDATE CURRENT_TIMESTAMP(6);
