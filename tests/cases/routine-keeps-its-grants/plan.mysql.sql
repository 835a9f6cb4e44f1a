
-- drop procedure p
DROP PROCEDURE `p`;

-- add procedure p
CREATE PROCEDURE `p`()
SELECT 'b';

-- drop function f
DROP FUNCTION `f`;

-- add function f
CREATE FUNCTION `f`(`x` int) RETURNS int DETERMINISTIC
RETURN x + 2;
