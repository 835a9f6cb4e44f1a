SELECT y, w FROM a;
