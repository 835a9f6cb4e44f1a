BEGIN;

-- alter table big_2 (bounds)
ALTER TABLE big DETACH PARTITION big_2;

-- alter table big_2 (bounds)
ALTER TABLE big ATTACH PARTITION big_2 for values from (-5) to (4);
COMMIT;
