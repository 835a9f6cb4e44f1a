SELECT y, z FROM a;
