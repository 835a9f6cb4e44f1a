
-- alter sequence up (min)
DO SETVAL(`up`, 5, 0);

-- alter sequence up (min)
ALTER SEQUENCE `up` MINVALUE 5 INCREMENT BY 1 CACHE 1000 NOCYCLE MAXVALUE 9223372036854775806 START WITH 5;

-- alter sequence used (min)
DO SETVAL(`used`, 2, 0);

-- alter sequence used (min)
ALTER SEQUENCE `used` MINVALUE 2 INCREMENT BY 1 CACHE 1000 NOCYCLE MAXVALUE 9223372036854775806 START WITH 2;

-- alter sequence down (max)
DO SETVAL(`down`, -7, 0);

-- alter sequence down (max)
ALTER SEQUENCE `down` INCREMENT BY -1 MAXVALUE -7 CACHE 1000 NOCYCLE MINVALUE -9223372036854775807 START WITH -7;

-- alter sequence said (start, min, max)
DO SETVAL(`said`, 20, 0);

-- alter sequence said (start, min, max)
ALTER SEQUENCE `said` MINVALUE 10 MAXVALUE 100 INCREMENT BY 1 CACHE 1000 NOCYCLE START WITH 20;
