BEGIN;

-- alter column a.t (estimates)
ALTER TABLE a ALTER COLUMN t SET (n_distinct=9);

-- alter column a.t (estimates)
ALTER TABLE a ALTER COLUMN t RESET (n_distinct_inherited);

-- alter column a.u (estimates)
ALTER TABLE a ALTER COLUMN u RESET (n_distinct);

-- add column a.v
ALTER TABLE a ADD COLUMN v text;

-- add column a.v
ALTER TABLE a ALTER COLUMN v SET (n_distinct=1);

-- alter unique constraint a.a_t (clustered)
ALTER TABLE a CLUSTER ON a_t;

-- alter unique constraint b.b_u (clustered)
ALTER TABLE b SET WITHOUT CLUSTER;

-- alter statistics object s (target)
ALTER STATISTICS s SET STATISTICS -1;

-- alter statistics object r (target)
ALTER STATISTICS r SET STATISTICS 0;

-- alter view column m.t (estimates)
ALTER TABLE m ALTER COLUMN t SET (n_distinct=8);
COMMIT;

-- add index m.m_j
CREATE INDEX CONCURRENTLY m_j ON m (t);
BEGIN;

-- add index m.m_j
ALTER TABLE m CLUSTER ON m_j;

-- alter view column m.id (estimates)
ALTER TABLE m ALTER COLUMN id RESET (n_distinct);
COMMIT;
