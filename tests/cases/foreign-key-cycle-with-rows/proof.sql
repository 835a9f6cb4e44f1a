SELECT id, b_id FROM a; SELECT id, a_id FROM b;
