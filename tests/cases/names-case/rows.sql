INSERT INTO "Mixed" VALUES (1, 'z');
