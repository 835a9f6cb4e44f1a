INSERT INTO customer (id, email, name) VALUES (1, 'a@x', 'Ann'), (2, 'b@x', NULL);
INSERT INTO old VALUES (1);
