
-- drop foreign key a.a_b
ALTER TABLE `a` DROP FOREIGN KEY `a_b`,
    ALGORITHM=INPLACE, LOCK=NONE;

-- drop foreign key b.b_a
ALTER TABLE `b` DROP FOREIGN KEY `b_a`,
    ALGORITHM=INPLACE, LOCK=NONE;

-- alter column a.id (type); alter column a.b_id (type); add column a.x
ALTER TABLE `a` MODIFY COLUMN `id` bigint NOT NULL,
    MODIFY COLUMN `b_id` bigint NULL,
    ADD COLUMN `x` int NULL,
    ALGORITHM=COPY, LOCK=SHARED;

-- alter column b.id (type); alter column b.a_id (type)
ALTER TABLE `b` MODIFY COLUMN `id` bigint NOT NULL,
    MODIFY COLUMN `a_id` bigint NULL,
    ALGORITHM=COPY, LOCK=SHARED;

-- add foreign key a.a_b
ALTER TABLE `a` ADD CONSTRAINT `a_b` FOREIGN KEY (`b_id`) REFERENCES `b` (`id`),
    ALGORITHM=COPY, LOCK=SHARED;

-- add foreign key b.b_a
ALTER TABLE `b` ADD CONSTRAINT `b_a` FOREIGN KEY (`a_id`) REFERENCES `a` (`id`) ON DELETE CASCADE,
    ALGORITHM=COPY, LOCK=SHARED;
