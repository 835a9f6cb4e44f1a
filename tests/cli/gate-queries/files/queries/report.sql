-- all of them
SELECT id, email FROM customer WHERE email LIKE :pattern;
UPDATE customer SET email = :email WHERE id = :id;
