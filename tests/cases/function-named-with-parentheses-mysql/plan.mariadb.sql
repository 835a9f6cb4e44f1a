
-- alter function f(int) (definition)
CREATE OR REPLACE FUNCTION `f(int)`(`x` int) RETURNS int DETERMINISTIC
RETURN x + 9;

-- drop function (p)
DROP FUNCTION `(p)`;
