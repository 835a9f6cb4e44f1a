SELECT id, s FROM a;
