BEGIN;

-- add access method another
CREATE ACCESS METHOD another TYPE TABLE HANDLER heap_tableam_handler;

-- alter table plain (access_method)
ALTER TABLE plain SET ACCESS METHOD another;

-- add column plain.b
ALTER TABLE plain ADD COLUMN b int;

-- alter table odd (access_method)
ALTER TABLE odd SET ACCESS METHOD heap;

-- add table heir
CREATE TABLE heir (
    x int
) INHERITS (odd) USING "heap ""two""";

-- add table parts
CREATE TABLE parts (
    a int
) PARTITION BY LIST (a);

-- add table part
CREATE TABLE part PARTITION OF parts FOR VALUES IN (1) USING "heap ""two""";

-- drop table goes
-- loses what goes holds
DROP TABLE goes;
COMMIT;
