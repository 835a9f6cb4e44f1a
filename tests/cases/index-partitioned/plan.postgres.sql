BEGIN;

-- add table m_3
CREATE TABLE m_3 PARTITION OF m for values from ('2026-03-01') to ('2026-04-01');

-- add index m.m_x
CREATE INDEX m_x ON ONLY m (x);
COMMIT;

-- add index m.m_x
CREATE INDEX CONCURRENTLY m_1_m_x_share ON m_1 (x);
BEGIN;

-- add index m.m_x
ALTER INDEX m_x ATTACH PARTITION m_1_m_x_share;

-- add index m.m_x
CREATE INDEX m_2_m_x_share ON ONLY m_2 (x);
COMMIT;

-- add index m.m_x
CREATE INDEX CONCURRENTLY m_2_1_m_x_share ON m_2_1 (x);
BEGIN;

-- add index m.m_x
ALTER INDEX m_2_m_x_share ATTACH PARTITION m_2_1_m_x_share;

-- add index m.m_x
ALTER INDEX m_x ATTACH PARTITION m_2_m_x_share;
COMMIT;

-- add index m.m_x
CREATE INDEX CONCURRENTLY m_3_m_x_share ON m_3 (x);
BEGIN;

-- add index m.m_x
ALTER INDEX m_x ATTACH PARTITION m_3_m_x_share;

-- add index m.m_x_from_the_end
CREATE INDEX m_x_from_the_end ON ONLY m (x DESC);
COMMIT;

-- add index m.m_x_from_the_end
CREATE INDEX CONCURRENTLY m_1_m_x_from_the_end_share ON m_1 (x DESC);
BEGIN;

-- add index m.m_x_from_the_end
ALTER INDEX m_x_from_the_end ATTACH PARTITION m_1_m_x_from_the_end_share;

-- add index m.m_x_from_the_end
CREATE INDEX m_2_m_x_from_the_end_share ON ONLY m_2 (x DESC);
COMMIT;

-- add index m.m_x_from_the_end
CREATE INDEX CONCURRENTLY m_2_1_m_x_from_the_end_share ON m_2_1 (x DESC);
BEGIN;

-- add index m.m_x_from_the_end
ALTER INDEX m_2_m_x_from_the_end_share ATTACH PARTITION m_2_1_m_x_from_the_end_share;

-- add index m.m_x_from_the_end
ALTER INDEX m_x_from_the_end ATTACH PARTITION m_2_m_x_from_the_end_share;
COMMIT;

-- add index m.m_x_from_the_end
CREATE INDEX CONCURRENTLY m_3_m_x_from_the_end_share ON m_3 (x DESC);
BEGIN;

-- add index m.m_x_from_the_end
ALTER INDEX m_x_from_the_end ATTACH PARTITION m_3_m_x_from_the_end_share;

-- add index m.m_id
CREATE UNIQUE INDEX m_id ON ONLY m (id, at);
COMMIT;

-- add index m.m_id
CREATE UNIQUE INDEX CONCURRENTLY m_1_id_at_idx ON m_1 (id, at);
BEGIN;

-- add index m.m_id
ALTER INDEX m_id ATTACH PARTITION m_1_id_at_idx;

-- add index m.m_id
CREATE UNIQUE INDEX m_2_id_at_idx ON ONLY m_2 (id, at);
COMMIT;

-- add index m.m_id
CREATE UNIQUE INDEX CONCURRENTLY m_2_1_id_at_idx ON m_2_1 (id, at);
BEGIN;

-- add index m.m_id
ALTER INDEX m_2_id_at_idx ATTACH PARTITION m_2_1_id_at_idx;

-- add index m.m_id
ALTER INDEX m_id ATTACH PARTITION m_2_id_at_idx;
COMMIT;

-- add index m.m_id
CREATE UNIQUE INDEX CONCURRENTLY m_3_id_at_idx ON m_3 (id, at);
BEGIN;

-- add index m.m_id
ALTER INDEX m_id ATTACH PARTITION m_3_id_at_idx;
COMMIT;
