INSERT INTO shop VALUES (1);
INSERT INTO sale (at, shop, gone) VALUES ('2025-05-01', 1, 'x'), ('2026-01-01', NULL, 'y'), ('2026-02-01', 1, NULL);
INSERT INTO refund VALUES (NULL);
