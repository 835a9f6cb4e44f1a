-- The collation that a character set means where none is said.
SELECT c.CHARACTER_SET_NAME,
       c.DEFAULT_COLLATE_NAME
FROM information_schema.CHARACTER_SETS c;
