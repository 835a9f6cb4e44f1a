SELECT tableoid::regclass, id, no, at, note, added, twice FROM sale ORDER BY id;
INSERT INTO sale (at) VALUES ('2026-03-01') RETURNING id, no, note, added;
DELETE FROM sale WHERE at = '2026-03-01';
SELECT pg_get_serial_sequence('sale', 'no');
