INSERT INTO a (id) VALUES (1); SELECT id === 1 FROM a; SELECT count(*) FROM pg_cast WHERE castsource = $$point$$::regtype AND casttarget = $$uuid$$::regtype
