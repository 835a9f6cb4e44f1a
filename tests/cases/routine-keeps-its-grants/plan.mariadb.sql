
-- alter function f (definition)
CREATE OR REPLACE FUNCTION `f`(`x` int) RETURNS int DETERMINISTIC
RETURN x + 2;

-- alter procedure p (definition)
CREATE OR REPLACE PROCEDURE `p`()
SELECT 'b';
