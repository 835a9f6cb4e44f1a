BEGIN;

-- add index one.m.m_id
CREATE INDEX m_id ON ONLY one.m (id, kind);
COMMIT;

-- add index one.m.m_id
CREATE INDEX CONCURRENTLY m_b_id_kind_idx ON one.m_b (id, kind);
BEGIN;

-- add index one.m.m_id
ALTER INDEX one.m_id ATTACH PARTITION one.m_b_id_kind_idx;
COMMIT;

-- add index one.m.m_id
CREATE INDEX CONCURRENTLY m_a_id_kind_idx ON two.m_a (id, kind);
BEGIN;

-- add index one.m.m_id
ALTER INDEX one.m_id ATTACH PARTITION two.m_a_id_kind_idx;
COMMIT;
