BEGIN;

-- add table order
CREATE TABLE "order" (
    id bigint NOT NULL,
    customer_id bigint NOT NULL,
    total numeric(12,2) DEFAULT 0 NOT NULL,
    PRIMARY KEY (id)
);

-- add index order.order_customer_idx
CREATE INDEX order_customer_idx ON "order" (customer_id);

-- add foreign key order.order_customer_fk
ALTER TABLE "order" ADD CONSTRAINT order_customer_fk FOREIGN KEY (customer_id) REFERENCES customer (id) ON DELETE CASCADE;
COMMIT;
