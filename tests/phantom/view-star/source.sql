CREATE TABLE item (id int, name varchar(10), kind_id int);
CREATE TABLE kind (id int, word varchar(10));
CREATE VIEW v_all AS SELECT * FROM item;
CREATE VIEW v_one AS SELECT i.*, k.word FROM item AS i JOIN kind AS k ON k.id = i.kind_id;
CREATE VIEW v_nested AS SELECT * FROM v_one WHERE id > 1;
