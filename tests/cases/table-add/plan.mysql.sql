
-- add table order
CREATE TABLE `order` (
    `id` bigint NOT NULL,
    `customer_id` bigint NOT NULL,
    `total` decimal(12,2) NOT NULL DEFAULT 0,
    PRIMARY KEY (`id`),
    INDEX `order_customer_idx` (`customer_id`)
);

-- add foreign key order.order_customer_fk
ALTER TABLE `order` ADD CONSTRAINT `order_customer_fk` FOREIGN KEY (`customer_id`) REFERENCES `customer` (`id`) ON DELETE CASCADE;
