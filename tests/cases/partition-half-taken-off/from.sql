ALTER TABLE t_1 ADD CONSTRAINT t_1_id_check CHECK (id IS NOT NULL AND id = 1);
UPDATE pg_inherits SET inhdetachpending = true WHERE inhrelid IN ('t_1'::regclass, 'u_1'::regclass);
