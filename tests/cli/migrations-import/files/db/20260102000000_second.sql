-- migrate:up
CREATE TABLE b (x int);
-- migrate:down
DROP TABLE b;
