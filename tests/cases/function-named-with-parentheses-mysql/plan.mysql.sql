
-- drop function (p)
DROP FUNCTION `(p)`;

-- drop function f(int)
DROP FUNCTION `f(int)`;

-- add function f(int)
CREATE FUNCTION `f(int)`(`x` int) RETURNS int DETERMINISTIC
RETURN x + 9;
