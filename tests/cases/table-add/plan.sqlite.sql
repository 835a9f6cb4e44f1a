BEGIN IMMEDIATE;

-- add table order
CREATE TABLE "order" (
    id bigint NOT NULL,
    customer_id bigint NOT NULL,
    total decimal(12,2) NOT NULL DEFAULT 0,
    PRIMARY KEY (id),
    CONSTRAINT order_customer_fk FOREIGN KEY (customer_id) REFERENCES customer (id) ON DELETE CASCADE
);

-- add index order.order_customer_idx
CREATE INDEX order_customer_idx ON "order" (customer_id);
COMMIT;
