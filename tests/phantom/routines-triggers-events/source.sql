CREATE TABLE item (id int, s varchar(20), n int);
DELIMITER ;;
CREATE TRIGGER tr BEFORE INSERT ON item FOR EACH ROW begin if new.n is null then set new.n = 1; end if; set new.s = concat('it''s ', new.s); end;;
CREATE DEFINER=CURRENT_USER TRIGGER `tr2` AFTER UPDATE ON `item` FOR EACH ROW set @x = "changed";;
CREATE FUNCTION f(a INT, b VARCHAR(10)) RETURNS VARCHAR(20) COMMENT 'it''s' DETERMINISTIC return concat(a, '-', b);;
CREATE FUNCTION g(n int) RETURNS INTEGER READS SQL DATA begin
  declare total int default 0; -- a comment
  select count(*) into total from item where s in ('a', "b");
  return total + n;
end;;
CREATE PROCEDURE p(a int, OUT b int, INOUT c varchar(10)) begin set b = a + 1; end;;
CREATE EVENT e ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01 00:00:00' ON COMPLETION PRESERVE DISABLE DO delete from item where n < 0;;
DELIMITER ;
