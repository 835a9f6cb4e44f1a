BEGIN;

-- rename index a.a_old to a_new
ALTER INDEX a_old RENAME TO a_new;
COMMIT;
