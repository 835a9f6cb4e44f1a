SELECT x, y FROM a;
