INSERT INTO item (id) VALUES (1);
INSERT INTO price (id, item) VALUES (1, 1);
