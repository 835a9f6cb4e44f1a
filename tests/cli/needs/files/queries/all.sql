SELECT c.id, c.email, c."odd: name" FROM customer c JOIN visit v ON v.customer = c.id WHERE v.day > :day;
SELECT count(*) FROM young;
INSERT INTO visit (customer, day) VALUES (:customer, :day);
