UPDATE a SET x = 2;
