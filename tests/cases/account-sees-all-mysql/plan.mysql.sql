
-- add function f
CREATE FUNCTION `f`(`x` int) RETURNS int DETERMINISTIC
RETURN x + 1;

-- add table t
CREATE TABLE `t` (
    `a` int NOT NULL,
    `b` int NULL,
    PRIMARY KEY (`a`),
    CONSTRAINT `t_positive` CHECK (a > 0),
    INDEX `t_b` (`b`)
);

-- add procedure p
CREATE PROCEDURE `p`()
SELECT 'a' FROM t;

-- add foreign key t.t_self
ALTER TABLE `t` ADD CONSTRAINT `t_self` FOREIGN KEY (`b`) REFERENCES `t` (`a`) ON DELETE CASCADE;

-- add view v
CREATE VIEW `v` AS SELECT a AS c FROM t;

-- add trigger t.t_bi
CREATE TRIGGER `t_bi` BEFORE INSERT ON `t` FOR EACH ROW
SET NEW.b = '1';

-- add event e
CREATE EVENT `e` ON SCHEDULE EVERY 1 DAY DO
DELETE FROM t;
